import type { Page } from '@playwright/test';
import type { Seat } from './seat.ts';
import { expect, test } from './stage.ts';

/** A game of one colour that nothing in the tablet has. */
const MAGENTA = '#scene, #hud, #minimap { display: none !important } html, body { background: #f0f !important }';
/** CSS pixels around the tablet in which its shadow may fall. */
const SHADOW = 160;

interface Rest {
  /** Pixels looked at, and how many of them are not magenta. */
  readonly seen: number;
  readonly wrong: number;
  /** The first wrong one, as « x,y: r,g,b ». */
  readonly first: string | null;
}

/** Reads a picture of the page where the tablet (with its shadow) is not. */
async function outside(page: Page, reader: Page, tablet: Box | null): Promise<Rest> {
  const picture = (await page.screenshot()).toString('base64');
  return reader.evaluate(
    async ({ data, hole }) => {
      const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('No canvas');
      context.drawImage(image, 0, 0);
      const { data: colours } = context.getImageData(0, 0, image.width, image.height);
      let seen = 0;
      let wrong = 0;
      let first: string | null = null;
      for (let y = 0; y < image.height; y += 1) {
        for (let x = 0; x < image.width; x += 1) {
          if (hole && x >= hole.left && x < hole.right && y >= hole.top && y < hole.bottom) continue;
          const at = (y * image.width + x) * 4;
          seen += 1;
          if (colours[at] === 255 && colours[at + 1] === 0 && colours[at + 2] === 255) continue;
          wrong += 1;
          first ??= `${x},${y}: ${colours.slice(at, at + 3).join(',')}`;
        }
      }
      return { seen, wrong, first };
    },
    { data: picture, hole: tablet },
  );
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

async function boxOf(seat: Seat): Promise<Box> {
  const box = await seat.tablet.getByRole('region', { name: seat.t.common.studio, exact: true }).boundingBox();
  if (!box) throw new Error('The tablet is not shown');
  const { x, y, width, height } = box;
  return { left: x - SHADOW, top: y - SHADOW, right: x + width + SHADOW, bottom: y + height + SHADOW };
}

test('the game stays visible and usable around the tablet, whatever the theme and the system prefer', async ({
  seat,
  context,
}) => {
  const reader = await context.newPage();
  const player = await seat({ firstName: 'Solène', lastName: 'Marty' });
  await player.page.addStyleTag({ content: MAGENTA });
  await player.page.locator('#stage iframe.is-ready').waitFor();

  const closed = async () => {
    expect(await outside(player.page, reader, null)).toEqual({ seen: 1920 * 1080, wrong: 0, first: null });
    // The mouse is the game's: nothing of the resource lies under it.
    const under = await player.page.evaluate(() =>
      [0.1, 0.5, 0.9].map((part) => document.elementFromPoint(innerWidth * part, innerHeight * 0.5)?.tagName),
    );
    expect(under).not.toContain('IFRAME');
    const frame = await player.frame();
    const inside = await frame.evaluate(() => document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.tagName);
    expect(['HTML', 'BODY', undefined]).toContain(inside);
  };

  for (const preferred of ['dark', 'light'] as const) {
    await player.page.emulateMedia({ colorScheme: preferred });
    await test.step(`before it was ever opened, system ${preferred}`, closed);
  }

  await player.open();
  for (const theme of ['dark', 'light'] as const) {
    await player.setting('theme', theme);
    for (const preferred of ['dark', 'light'] as const) {
      await test.step(`open, theme ${theme}, system ${preferred}`, async () => {
        await player.page.emulateMedia({ colorScheme: preferred });
        const { seen, wrong, first } = await outside(player.page, reader, await boxOf(player));
        expect({ wrong, first }).toEqual({ wrong: 0, first: null });
        expect(seen).toBeGreaterThan(100_000);
      });
    }
  }

  await player.close();
  for (const preferred of ['dark', 'light'] as const) {
    await player.page.emulateMedia({ colorScheme: preferred });
    await test.step(`closed again, system ${preferred}`, closed);
  }
});
