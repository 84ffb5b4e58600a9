import type { OffboardingStep, ReplacementReport, ReplacementStep } from '@seatkeeper/contracts';
import type { Language } from '../pages/page.js';

type Copied = NonNullable<ReplacementReport['given']>['copied'][number];

/** The words of the report of a leaving, or of a replacement, on paper. */
export interface ReportTexts {
  title: (name: string) => string;
  replacementTitle: (name: string, successor: string) => string;
  who: string;
  replaced: string;
  successor: string;
  newcomer: string;
  id: string;
  by: string;
  reason: string;
  started: string;
  finished: string;
  notFinished: string;
  steps: string;
  stepColumns: { step: string; state: string; at: string; detail: string };
  step: Record<OffboardingStep['step'], string>;
  replacementStep: Record<ReplacementStep['step'], string>;
  stateOf: Record<OffboardingStep['state'], string>;
  ended: string;
  sessions: string;
  keys: string;
  invitations: string;
  seats: string;
  swapped: string;
  alreadyHeld: string;
  products: string;
  groups: string;
  given: string;
  givenNothing: string;
  copied: Record<Copied, string>;
  visibilityGiven: string;
  reportsMoved: string;
  managedMoved: string;
  more: (count: string) => string;
  unknown: string;
  records: string;
  run: string;
  moved: string;
  noRun: string;
  hidden: string;
  movedColumns: { type: string; field: string; to: string; count: string };
  left: string;
  directReports: string;
  leftNothing: string;
  leftLater: string;
  proof: string;
  proofText: (action: string) => string;
  noProof: string;
}

const en: ReportTexts = {
  title: (name) => `Offboarding of ${name}`,
  replacementTitle: (name, successor) => `Replacement of ${name} by ${successor}`,
  who: 'Who left',
  replaced: 'Who was replaced',
  successor: 'Who took the place',
  newcomer: 'New, and invited for it',
  id: 'Report',
  by: 'By',
  reason: 'Reason',
  started: 'Begun',
  finished: 'Finished',
  notFinished: 'Not yet: this is how far it has come',
  steps: 'Step by step',
  stepColumns: { step: 'Step', state: 'State', at: 'When', detail: 'Detail' },
  step: {
    access: 'Sessions, API keys and invitations end',
    seats: 'Seats come free',
    groups: 'Managed groups are given up',
    records: 'Records move',
  },
  replacementStep: {
    access: 'Sessions, API keys and invitations end',
    seats: 'Seats change hands',
    place: 'Groups, offices, reports and managed groups are the successor’s',
    records: 'Records move',
  },
  stateOf: {
    waiting: 'Waits',
    running: 'Under way',
    done: 'Done',
    skipped: 'Not asked for',
    failed: 'Failed',
  },
  ended: 'What ended',
  sessions: 'Sessions ended',
  keys: 'API keys ended',
  invitations: 'Invitations made void',
  seats: 'Seats freed',
  swapped: 'Seats that changed hands',
  alreadyHeld: 'Came free, as the successor held one',
  products: 'Of the products',
  groups: 'Groups managed until then',
  given: 'What was taken over',
  givenNothing: 'Nothing was taken over.',
  copied: {
    groups: 'Groups',
    offices: 'Offices',
    visibility: 'Visibility',
    sharedItems: 'Shared items',
  },
  visibilityGiven: 'That of the one replaced',
  reportsMoved: 'People who report to the successor now',
  managedMoved: 'Groups that the successor manages now',
  more: (count) => `and ${count} more`,
  unknown: 'Not known yet',
  records: 'Records handed over',
  run: 'Run',
  moved: 'Records moved',
  noRun: 'None were handed over.',
  hidden: 'Records are shown to who may read them. The proof is of the whole report.',
  movedColumns: { type: 'Type', field: 'Field', to: 'To', count: 'Records' },
  left: 'What is left behind',
  directReports: 'People who still report to them',
  leftNothing: 'No record names them any more.',
  leftLater: 'It is known at the end.',
  proof: 'Proof',
  proofText: (action) =>
    'It is the hash of the report as JSON, with the fields in the order of their names and no blanks. The sealed audit log has the same one ' +
    `(${action}). ` +
    'This document has the same contents; the JSON is what the proof is of.',
  noProof: 'There is none before the report is final.',
};

const fr: ReportTexts = {
  title: (name) => `Départ de ${name}`,
  replacementTitle: (name, successor) => `Remplacement de ${name} par ${successor}`,
  who: 'Qui est parti',
  replaced: 'Qui est remplacé',
  successor: 'Qui prend la place',
  newcomer: 'Nouveau venu, invité pour cela',
  id: 'Rapport',
  by: 'Par',
  reason: 'Motif',
  started: 'Commencé',
  finished: 'Terminé',
  notFinished: 'Pas encore : voici où il en est',
  steps: 'Étape par étape',
  stepColumns: { step: 'Étape', state: 'État', at: 'Quand', detail: 'Précision' },
  step: {
    access: 'Les sessions, clés d’API et invitations prennent fin',
    seats: 'Les places se libèrent',
    groups: 'Les groupes gérés sont rendus',
    records: 'Les dossiers sont transmis',
  },
  replacementStep: {
    access: 'Les sessions, clés d’API et invitations prennent fin',
    seats: 'Les places changent de main',
    place: 'Groupes, bureaux, rattachements et groupes gérés passent au successeur',
    records: 'Les dossiers sont transmis',
  },
  stateOf: {
    waiting: 'En attente',
    running: 'En cours',
    done: 'Fait',
    skipped: 'Non demandé',
    failed: 'Échoué',
  },
  ended: 'Ce qui a pris fin',
  sessions: 'Sessions terminées',
  keys: 'Clés d’API terminées',
  invitations: 'Invitations annulées',
  seats: 'Places libérées',
  swapped: 'Places qui ont changé de main',
  alreadyHeld: 'Libérées, car le successeur en avait une',
  products: 'Pour les produits',
  groups: 'Groupes gérés jusque-là',
  given: 'Ce qui a été repris',
  givenNothing: 'Rien n’a été repris.',
  copied: {
    groups: 'Groupes',
    offices: 'Bureaux',
    visibility: 'Visibilité',
    sharedItems: 'Éléments partagés',
  },
  visibilityGiven: 'Celle de la personne remplacée',
  reportsMoved: 'Personnes désormais rattachées au successeur',
  managedMoved: 'Groupes désormais gérés par le successeur',
  more: (count) => `et ${count} de plus`,
  unknown: 'Pas encore connu',
  records: 'Dossiers transmis',
  run: 'Transmission',
  moved: 'Dossiers transmis',
  noRun: 'Aucun n’a été transmis.',
  hidden: 'Les dossiers sont montrés à qui peut les lire. La preuve porte sur le rapport entier.',
  movedColumns: { type: 'Type', field: 'Champ', to: 'À', count: 'Dossiers' },
  left: 'Ce qui reste',
  directReports: 'Personnes encore rattachées',
  leftNothing: 'Aucun dossier ne s’y rapporte plus.',
  leftLater: 'On le saura à la fin.',
  proof: 'Preuve',
  proofText: (action) =>
    'C’est l’empreinte du rapport en JSON, les champs dans l’ordre de leurs noms et sans blancs. Le journal d’audit scellé a la même ' +
    `(${action}). ` +
    'Ce document a le même contenu ; la preuve porte sur le JSON.',
  noProof: 'Il n’y en a pas avant que le rapport soit définitif.',
};

export const reportTexts: Readonly<Record<Language, ReportTexts>> = { en, fr };
