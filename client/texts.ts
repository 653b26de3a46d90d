const fr = {
  title: 'Atelier',
  key: 'Atelier : ouvrir la tablette',
  dead: 'Impossible d’utiliser la tablette dans cet état.',
  cuffed: 'Impossible d’utiliser la tablette avec les mains liées.',
  paused: 'Fermez d’abord le menu pause.',
  busy: 'Fermez d’abord l’autre interface.',
  loading: 'La tablette démarre : elle s’ouvre dans un instant.',
};

export type Text = keyof typeof fr;

const en: Record<Text, string> = {
  title: 'Atelier',
  key: 'Atelier: open the tablet',
  dead: 'You cannot use the tablet in this state.',
  cuffed: 'You cannot use the tablet with your hands tied.',
  paused: 'Close the pause menu first.',
  busy: 'Close the other interface first.',
  loading: 'The tablet is starting: it opens in a moment.',
};

/** What the game itself shows; all other texts belong to the page. */
export const texts = { fr, en };
