import type { Service } from '../../../shared/features/services/model.ts';

/** The price list of a fresh install; edited in the tablet afterwards. Prices are in the configured currency. */
export const SEED: readonly Omit<Service, 'id' | 'version' | 'active' | 'position'>[] = [
  {
    code: 'environment',
    kind: 'environment',
    name: { fr: 'Création d’un environnement sur mesure', en: 'Custom server environment' },
    description: {
      fr: 'Une base conçue pour votre serveur : base de données, panel admin, base de jeu. Vos autres scripts y sont ajoutés.',
      en: 'A base designed for your server: database, admin panel, game base. Your other scripts are added to it.',
    },
    price: 120_000,
    form: [
      {
        type: 'multiSelect',
        key: 'parts',
        label: { fr: 'Ce qu’il vous faut', en: 'What you need' },
        required: true,
        options: [
          { value: 'database', label: { fr: 'Base de données', en: 'Database' } },
          { value: 'adminPanel', label: { fr: 'Panel admin', en: 'Admin panel' } },
          { value: 'gameBase', label: { fr: 'Base de jeu', en: 'Game base' } },
        ],
      },
      {
        type: 'longText',
        key: 'needs',
        label: { fr: 'Vos besoins', en: 'Your needs' },
        help: {
          fr: 'Le type de serveur, le nombre de joueurs attendu, ce qui doit le distinguer.',
          en: 'The kind of server, how many players you expect, what should set it apart.',
        },
        required: true,
      },
      {
        type: 'longText',
        key: 'existingScripts',
        label: { fr: 'Scripts que vous avez déjà', en: 'Scripts you already have' },
        help: {
          fr: 'Leurs noms et leurs versions : la base de données est conçue pour eux.',
          en: 'Their names and versions: the database is designed for them.',
        },
        required: false,
      },
    ],
  },
  {
    code: 'script',
    kind: 'script',
    name: { fr: 'Création d’un script complet de A à Z', en: 'Complete script from A to Z' },
    description: {
      fr: 'Un script écrit pour vous, livré prêt à démarrer sur la dernière version d’ESX Legacy.',
      en: 'A script written for you, delivered ready to start on the latest version of ESX Legacy.',
    },
    price: 45_000,
    form: [
      {
        type: 'select',
        key: 'framework',
        label: { fr: 'Framework', en: 'Framework' },
        required: true,
        preset: 'esxLegacy',
        options: [
          { value: 'esxLegacy', label: { fr: 'ESX Legacy, dernière version', en: 'ESX Legacy, latest version' } },
          { value: 'other', label: { fr: 'Un autre', en: 'Another one' } },
          { value: 'unknown', label: { fr: 'Je ne sais pas', en: 'I don’t know' } },
        ],
      },
      {
        type: 'select',
        key: 'language',
        label: { fr: 'Langage', en: 'Language' },
        required: true,
        preset: 'lua',
        options: [
          { value: 'lua', label: { fr: 'Lua', en: 'Lua' } },
          { value: 'typescript', label: { fr: 'TypeScript', en: 'TypeScript' } },
          { value: 'unknown', label: { fr: 'Comme vous préférez', en: 'Whichever you prefer' } },
        ],
      },
      {
        type: 'longText',
        key: 'purpose',
        label: { fr: 'Ce que le script doit faire', en: 'What the script must do' },
        help: {
          fr: 'Racontez-le comme un joueur le vivrait : qui fait quoi, où, et ce qui se passe ensuite.',
          en: 'Tell it as a player would live it: who does what, where, and what happens next.',
        },
        required: true,
      },
      {
        type: 'longText',
        key: 'references',
        label: { fr: 'Exemples qui vous plaisent', en: 'Examples you like' },
        required: false,
      },
    ],
  },
  {
    code: 'debugging',
    kind: 'debugging',
    name: { fr: 'Débogage de script', en: 'Script debugging' },
    description: {
      fr: 'Analyse et correction d’un script : les erreurs disparaissent, les performances reviennent.',
      en: 'Analysis and repair of a script: the errors go, the performance comes back.',
    },
    price: 12_000,
    form: [
      {
        type: 'text',
        key: 'scriptName',
        label: { fr: 'Nom du script', en: 'Name of the script' },
        required: true,
      },
      {
        type: 'select',
        key: 'problem',
        label: { fr: 'Genre de problème', en: 'Kind of problem' },
        required: true,
        options: [
          { value: 'error', label: { fr: 'Une erreur', en: 'An error' } },
          { value: 'slow', label: { fr: 'Des lenteurs', en: 'It is slow' } },
          { value: 'other', label: { fr: 'Autre chose', en: 'Something else' } },
        ],
      },
      {
        type: 'longText',
        key: 'symptom',
        label: { fr: 'Ce qui ne va pas', en: 'What goes wrong' },
        help: {
          fr: 'Ce que vous faites, ce que vous attendez, ce qui arrive à la place.',
          en: 'What you do, what you expect, what happens instead.',
        },
        required: true,
      },
      {
        type: 'code',
        key: 'console',
        label: { fr: 'Erreurs ou sortie de la console', en: 'Errors or console output' },
        required: false,
      },
      {
        type: 'number',
        key: 'resmon',
        label: { fr: 'Valeur de resmon', en: 'Resmon figure' },
        required: false,
        minimum: 0,
        maximum: 1_000,
        unit: { fr: 'ms', en: 'ms' },
      },
      {
        type: 'code',
        key: 'code',
        label: { fr: 'Le code concerné', en: 'The code in question' },
        required: false,
      },
    ],
  },
  {
    code: 'other',
    kind: 'other',
    name: { fr: 'Autre prestation', en: 'Another service' },
    description: {
      fr: 'Une idée qui n’entre dans aucune case : décrivez-la, l’atelier vous propose un prix.',
      en: 'An idea that fits no box: describe it, and the studio offers you a price.',
    },
    price: null,
    form: [
      {
        type: 'longText',
        key: 'needs',
        label: { fr: 'Votre besoin', en: 'What you need' },
        required: true,
      },
    ],
  },
];
