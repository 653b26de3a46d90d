/** Becoming a client. */
export const clients = {
  signUp: {
    title: 'Créer mon compte',
    lead: 'Ce sont vos vraies coordonnées, celles de la personne qui joue, pas celles du personnage.',
    lastName: 'Nom',
    firstName: 'Prénom',
    email: 'Adresse mail',
    emailHelp: 'Pour vous joindre hors du jeu, par exemple quand une livraison est prête.',
    phone: 'Téléphone',
    phoneHelp: 'Avec l’indicatif si vous n’êtes pas en France, par exemple +32.',
    suggest: 'Votre personnage s’appelle {{name}}.',
    useName: 'Reprendre ce nom',
    consent: 'J’accepte que l’atelier garde ces quatre informations pour traiter mes demandes.',
    consentNeeded: 'Sans votre accord, le compte ne peut pas être créé : cochez la case.',
    submit: 'Créer mon compte',
    localOnly: 'Rien ne quitte ce poste avant votre accord.',
    done: 'Compte créé',
    doneText: 'Vous pouvez commander.',
    who: {
      title: 'Qui voit quoi',
      you: 'Vous',
      youText: 'Tout ce que vous donnez ici.',
      studio: 'L’équipe de l’atelier',
      studioText:
        'Votre mail et votre téléphone sont masqués. Les gestionnaires peuvent les afficher : chaque fois, cela laisse une trace.',
      players: 'Les autres joueurs',
      playersText: 'Jamais ces coordonnées. Ils voient « {{name}} », le nom de votre personnage.',
    },
    alreadyTitle: 'Vous avez déjà un compte',
    alreadyText: 'Il est lié à vous, quel que soit le personnage que vous jouez.',
    openCatalogue: 'Ouvrir le catalogue',
  },
} as const;
