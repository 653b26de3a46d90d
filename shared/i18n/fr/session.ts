/** Opening the tablet: before anything else is known about its holder. */
export const session = {
  opening: 'Ouverture de la tablette…',
  noCharacter: {
    title: 'Aucun personnage chargé',
    text: 'La tablette s’ouvrira d’elle-même quand votre personnage sera chargé.',
  },
  noAnswer: {
    title: 'Le serveur ne répond pas encore',
    text: 'Nouvel essai automatique. Vos brouillons sont intacts sur ce poste.',
  },
} as const;
