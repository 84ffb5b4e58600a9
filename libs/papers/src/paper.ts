/** Some text in a table: `number` stands at the right, `head` names its row. */
export interface Column {
  readonly title: string;
  /** How much of the width it gets, beside the others. */
  readonly share: number;
  readonly kind?: 'head' | 'number';
}

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string; readonly look?: 'small' | 'strong' }
  /** Names with a value each; `sums` stand at the right, as below the lines of an invoice. */
  | { readonly kind: 'facts'; readonly facts: readonly Fact[]; readonly look?: 'sums' }
  | {
      readonly kind: 'table';
      /** Left out where a heading right above says what it is. */
      readonly caption?: string;
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly string[])[];
    };

/** A value of several lines has line feeds in it. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly isStrong?: boolean;
}

/** A document to be printed: what it says, and nothing of how that looks. The same paper is the same bytes. */
export interface Paper {
  readonly language: 'en' | 'fr';
  readonly title: string;
  readonly author: string;
  /** The moment of what it tells of: there is no other time in it. */
  readonly at: Date;
  readonly blocks: readonly Block[];
}

/** More rows than any paper of the product has: an invoice of the largest order has about 1,700, a report of a leaving 1,000. */
export const ROWS_LIMIT = 2_000;

/** How many rows of tables, and lines besides, a paper has. */
export const rowsOf = ({ blocks }: Paper): number =>
  blocks.reduce((sum, block) => {
    if (block.kind === 'table') return sum + block.rows.length;
    return sum + (block.kind === 'facts' ? block.facts.length : 1);
  }, 0);
