import type { OffboardingStep } from '@seatkeeper/contracts';
import type { Language } from '../pages/page.js';

/** The words of the report of a leaving on paper. */
export interface OffboardingTexts {
  title: (name: string) => string;
  who: string;
  id: string;
  by: string;
  reason: string;
  started: string;
  finished: string;
  notFinished: string;
  steps: string;
  stepColumns: { step: string; state: string; at: string; detail: string };
  step: Record<OffboardingStep['step'], string>;
  stateOf: Record<OffboardingStep['state'], string>;
  ended: string;
  sessions: string;
  keys: string;
  invitations: string;
  seats: string;
  products: string;
  groups: string;
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
  proofText: string;
  noProof: string;
}

const en: OffboardingTexts = {
  title: (name) => `Offboarding of ${name}`,
  who: 'Who left',
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
  products: 'Of the products',
  groups: 'Groups managed until then',
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
  proofText:
    'It is the hash of the report as JSON, with the fields in the order of their names and no blanks. The sealed audit log has the same one ' +
    '(identity.offboarding.finished). This document has the same contents; the JSON is what the proof is of.',
  noProof: 'There is none before the report is final.',
};

const fr: OffboardingTexts = {
  title: (name) => `Départ de ${name}`,
  who: 'Qui est parti',
  id: 'Rapport',
  by: 'Par',
  reason: 'Motif',
  started: 'Commencé',
  finished: 'Terminé',
  notFinished: 'Pas encore : voici où il en est',
  steps: 'Étape par étape',
  stepColumns: { step: 'Étape', state: 'État', at: 'Quand', detail: 'Précision' },
  step: {
    access: 'Les sessions, clés d’API et invitations prennent fin',
    seats: 'Les places se libèrent',
    groups: 'Les groupes gérés sont rendus',
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
  products: 'Pour les produits',
  groups: 'Groupes gérés jusque-là',
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
  proofText:
    'C’est l’empreinte du rapport en JSON, les champs dans l’ordre de leurs noms et sans blancs. Le journal d’audit scellé a la même ' +
    '(identity.offboarding.finished). Ce document a le même contenu ; la preuve porte sur le JSON.',
  noProof: 'Il n’y en a pas avant que le rapport soit définitif.',
};

export const offboardingTexts: Readonly<Record<Language, OffboardingTexts>> = { en, fr };
