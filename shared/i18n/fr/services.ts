/** The price list. */
export const services = {
  title: 'Catalogue',
  lead: 'Chaque tarif est un point de départ : vous en discutez avec l’atelier, ligne par ligne. Rien n’est débité à l’envoi.',
  listPrice: 'Tarif',
  order: 'Commander',
  orderOne: 'Commander : {{name}}',
  visitor: 'Pour commander, il faut un compte client : quatre champs, une minute.',
  signUp: 'Créer mon compte',
  failed: 'Le catalogue n’a pas pu être lu',
  emptyTitle: 'Aucune prestation pour l’instant',
  emptyText: 'L’atelier prépare son catalogue. Il s’affichera ici de lui-même dès qu’il sera prêt.',

  kind: {
    environment: 'Environnement',
    script: 'Script complet',
    debugging: 'Débogage',
    other: 'Autre prestation',
  },
} as const;
