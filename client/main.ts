import { registerCommand } from './keys.ts';
import { saveLocale } from './locale.ts';
import { onPage, relayFrames } from './relay.ts';
import { readSettings } from './settings.ts';
import { Tablet, tell } from './tablet.ts';

const resource = GetCurrentResourceName();
const { settings, problem } = readSettings(LoadResourceFile(resource, 'config.json'));
if (problem) console.error(`${resource}: ${problem}; the defaults are used.`);

const tablet = new Tablet(settings.prop);

registerCommand(settings.command, settings.key, () => tablet.toggle());
relayFrames();
onPage('ready', () => tablet.greet());
onPage('close', () => tablet.close());
onPage('open', () => tablet.open());
onPage('locale', (locale) => {
  if (saveLocale(locale)) tell({ t: 'locale', locale });
});

on('esx:onPlayerDeath', () => tablet.close());
onNet('esx:onPlayerLogout', () => tablet.close());
on('onResourceStop', (stopped: string) => {
  if (stopped === resource) tablet.dispose();
});

exports('open', () => tablet.open());
exports('close', () => tablet.close());
exports('isOpen', () => tablet.isOpen);
