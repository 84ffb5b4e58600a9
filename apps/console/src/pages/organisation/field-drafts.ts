import type { CustomField } from '../people/profile-fields.js';

export interface ChoiceDraft {
  /** What users have; empty where it is to be what it is called. */
  readonly value: string;
  readonly label: string;
}

/** What a form holds of a custom field. */
export interface FieldDraft {
  readonly key: string;
  readonly label: string;
  readonly type: CustomField['type'];
  readonly required: boolean;
  readonly choices: readonly ChoiceDraft[];
}

export const TYPES = [
  'text',
  'number',
  'date',
  'choice',
  'yes-no',
] as const satisfies readonly CustomField['type'][];

export const draftOfField = ({ key, label, type, required, choices }: CustomField): FieldDraft => ({
  key,
  label,
  type,
  required,
  choices: choices.map((choice) => ({ value: choice.value, label: choice.label })),
});

const LONGEST_KEY = 40;

/** A key that programs could name a field by which people call so: `Centre de coûts` is `centreDeCouts`. */
export function keyFrom(label: string): string {
  const words = label
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .map((word, at) =>
      at === 0 ? word.toLowerCase() : word[0]!.toUpperCase() + word.slice(1).toLowerCase(),
    );
  return words
    .join('')
    .replace(/^[0-9]+/, '')
    .slice(0, LONGEST_KEY);
}

/** Choices as the API takes them: lines without a word are none, and what has one word has it twice. */
export const choicesToSend = (choices: readonly ChoiceDraft[]): { value: string; label: string }[] =>
  choices
    .map(({ value, label }) => ({ value: value.trim(), label: label.trim() }))
    .filter(({ value, label }) => value !== '' || label !== '')
    .map(({ value, label }) => ({ value: value || label, label: label || value }));

/** Why choices cannot be saved so; null where they can. */
export function refuseChoices({
  type,
  choices,
}: Pick<FieldDraft, 'type' | 'choices'>): 'none' | 'twice' | null {
  if (type !== 'choice') return null;
  const sent = choicesToSend(choices);
  if (sent.length === 0) return 'none';
  const isTwice = (words: readonly string[]) => new Set(words).size < words.length;
  return isTwice(sent.map(({ value }) => value)) || isTwice(sent.map(({ label }) => label.toLowerCase()))
    ? 'twice'
    : null;
}
