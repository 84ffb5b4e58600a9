import { untilOver } from '../stack/patience.js';
import { Firm } from '../stack/firm.js';
import type { MeasuredStack } from '../stack/measured-stack.js';
import { peakMegabytes } from './memory.js';

/** What one file of people takes. */
export interface PeopleImported {
  readonly rows: number;
  readonly fileMegabytes: number;
  /** Until the last row was read and stored. */
  readonly uploadSeconds: number;
  /** Rows that were worked on in a second after that. */
  readonly perSecond: number;
  readonly done: number;
  /** The most memory until then since the processes began. */
  readonly megabytes: Readonly<Record<string, number>>;
}

interface Import {
  readonly state: string;
  readonly progress: { readonly total: number; readonly done: number; readonly planned: number };
}

/**
 * Imports people from a file of the least columns there are, and the day on which they join: they take no seat and get no mail, which
 * have benchmarks of their own, so that what is measured is the import itself.
 */
export async function importPeopleFile(firm: Firm, rows: number, name: string): Promise<PeopleImported> {
  const joinsOn = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const lines = Array.from(
    { length: rows },
    (_, n) => `${name}-${n}@${firm.slug}.example,Person${n},Nº${n},${joinsOn}`,
  );
  const text = ['Username,First name,Last name,Joins on', ...lines].join('\n');
  const began = performance.now();
  const { importId } = await firm.call<{ importId: string }>('POST', '/v1/users/import', {
    text,
    type: 'text/csv',
  });
  const uploaded = performance.now();
  let last: Import | undefined;
  await untilOver(`The import of ${rows} people`, async () => {
    last = await firm.call<Import>('GET', `/v1/users/imports/${importId}?limit=1`);
    return last.state === 'running' ? JSON.stringify(last.progress) : null;
  });
  return {
    rows,
    fileMegabytes: Buffer.byteLength(text) / 1_048_576,
    uploadSeconds: (uploaded - began) / 1_000,
    perSecond: rows / ((performance.now() - uploaded) / 1_000),
    done: last?.state === 'finished' ? last.progress.planned : 0,
    megabytes: peakMegabytes(firm.stack, ['gateway', 'identity']),
  };
}

/** A small file, and then a large one: what the processes held for the one tells what is theirs for the other. */
export async function importFiles(
  stack: MeasuredStack,
  rows: number,
): Promise<{ small: PeopleImported; large: PeopleImported }> {
  const firm = await Firm.signUp(stack);
  const small = await importPeopleFile(firm, 1_000, 'small');
  return { small, large: await importPeopleFile(firm, rows, 'large') };
}
