import { expect, type Frame, type FrameLocator, type Page } from '@playwright/test';
import type { Sandbox, SandboxPlayer } from '../../sandbox/index.ts';
import { Tablet } from '../support/tablet.ts';
import { signUpInput } from '../support/world.ts';
import { type Locale, TEXTS, type Texts } from './texts.ts';

export interface Person {
  readonly firstName: string;
  readonly lastName: string;
  readonly group?: string;
  readonly bank?: number;
}

/** The running resource with its pages; people come and go, the server stays for the whole worker. */
export class Stage {
  readonly sandbox: Sandbox;
  readonly url: string;

  constructor(sandbox: Sandbox, url: string) {
    this.sandbox = sandbox;
    this.url = url;
  }

  join({ firstName, lastName, group = 'user', bank = 500_000 }: Person): Promise<SandboxPlayer> {
    return this.sandbox.join({ name: `${firstName} ${lastName}`, firstName, lastName, group, bank });
  }

  /** A person who acts without a page: it prepares what a test starts from, through the same path. */
  async enter(person: Person): Promise<Tablet> {
    const tablet = new Tablet(this.sandbox, await this.join(person));
    await tablet.open();
    return tablet;
  }

  async client(person: Person): Promise<Tablet> {
    const tablet = await this.enter(person);
    await tablet.command('clients.signUp', signUpInput(`${person.firstName} ${person.lastName}`));
    return tablet;
  }

  // biome-ignore lint/suspicious/noExplicitAny: only the one who asks knows the shape of the rows.
  rows(sql: string, ...params: readonly unknown[]): Promise<any[]> {
    return this.sandbox.database.query(sql, params);
  }
}

/** A player in front of a browser tab. */
export class Seat {
  readonly stage: Stage;
  readonly player: SandboxPlayer;
  readonly page: Page;
  readonly tablet: FrameLocator;
  locale: Locale = 'fr';

  constructor(stage: Stage, player: SandboxPlayer, page: Page) {
    this.stage = stage;
    this.player = player;
    this.page = page;
    this.tablet = page.frameLocator('#stage iframe');
  }

  get t(): Texts {
    return TEXTS[this.locale];
  }

  /** The resource's page, once it can be shown. */
  async frame(): Promise<Frame> {
    const element = await this.page.locator('#stage iframe.is-ready').elementHandle();
    const frame = await element?.contentFrame();
    if (!frame) throw new Error('The page of the resource is not there');
    return frame;
  }

  /** F6, as in the game. */
  async open(): Promise<void> {
    await this.page.locator('#stage iframe.is-ready').waitFor();
    await expect(this.page.locator('#cover')).toBeHidden();
    // Pressed too early, the game says that the tablet is starting: one presses again.
    await expect(async () => {
      if (!this.player.client.focus.hasFocus) await this.page.keyboard.press('F6');
      await expect.poll(() => this.player.client.focus.hasFocus, { timeout: 1_000 }).toBe(true);
    }).toPass({ timeout: 20_000 });
    await this.shown();
  }

  async shown(): Promise<void> {
    await expect(this.tablet.getByRole('button', { name: this.t.common.action.closeTablet })).toBeVisible();
    await expect(this.heading()).toBeVisible();
  }

  async close(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.tablet.getByRole('region', { name: this.t.common.studio, exact: true })).toBeHidden();
    await expect.poll(() => this.player.client.focus.hasFocus).toBe(false);
  }

  heading(name?: string | RegExp) {
    return this.tablet.getByRole('heading', { level: 1, ...(name !== undefined && { name }) });
  }

  button(name: string | RegExp) {
    return this.tablet.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) });
  }

  field(name: string) {
    return this.tablet.getByLabel(name);
  }

  /** An entry of the rail. */
  async go(section: keyof Texts['common']['nav'] & ('home' | 'requests' | 'catalogue' | 'studio')): Promise<void> {
    const rail = this.tablet.getByRole('navigation', { name: this.t.common.nav.label });
    await rail.getByRole('link', { name: this.t.common.nav[section] }).click();
  }

  /** In the settings, as a player does. */
  async setting(label: 'language' | 'theme', choice: 'french' | 'english' | 'dark' | 'light'): Promise<void> {
    await this.button(this.t.common.settings.title).click();
    const panel = this.tablet.getByRole('dialog', { name: this.t.common.settings.title });
    await panel.getByRole('radio', { name: this.t.common.settings[choice], exact: true }).click();
    if (label === 'language') this.locale = choice === 'english' ? 'en' : 'fr';
    const moved = this.tablet.getByRole('dialog', { name: this.t.common.settings.title });
    await expect(moved.getByRole('radio', { name: this.t.common.settings[choice] })).toBeChecked({ timeout: 20_000 });
    await this.page.keyboard.press('Escape');
    await expect(moved).toBeHidden();
  }

  /** Chooses in a list. */
  async choose(label: string, option: string): Promise<void> {
    await this.button(new RegExp(`${escaped(label)}$|${escaped(label)} `)).click();
    await this.tablet.getByRole('option', { name: option }).click();
  }
}

/** Without the drawn city, whose blur takes a software renderer most of its time. */
export const FLAT_GAME = '#scene, #minimap { display: none } body { background: #39424d }';

export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
