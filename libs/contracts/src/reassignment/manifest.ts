import { z } from 'zod';
import { UserId } from '../ids.js';

/** Stands for what a preview has counted: of which plan, when, and how much. As short for a million records as for one. */
export const Manifest = z
  .string()
  .regex(/^m1-\d{13}-\d{1,10}-[0-9a-f]{32}$/, 'Expected the manifest as a preview has answered it')
  .describe('As the preview answered it');

/** How much may differ from a manifest: so many records, or so many hundredths of those that were counted. */
export const DriftLimit = z
  .union([
    z.strictObject({ records: z.int().min(0).max(1_000_000_000) }),
    z.strictObject({ percent: z.number().min(0).max(100) }),
  ])
  .describe(
    'How much may have changed since; when more has, nothing begins. Without one any change is skipped',
  );
export type DriftLimit = z.infer<typeof DriftLimit>;

/** What a run is bound to: what was written since the preview stays where it is. */
export const Bound = z.object({
  manifest: Manifest,
  driftLimit: DriftLimit.optional(),
  /** Who stood in the plan that was previewed for somebody who did not exist yet. */
  seenAs: UserId.optional(),
});
export type Bound = z.infer<typeof Bound>;

/** How a body names it. */
export const bindingFields = {
  manifest: Manifest.optional(),
  driftLimit: DriftLimit.optional(),
};

interface Binding {
  manifest?: string | undefined;
  driftLimit?: DriftLimit | undefined;
}

export const namesManifest = ({ manifest, driftLimit }: Binding): boolean =>
  driftLimit === undefined || manifest !== undefined;
export const manifestMissing = {
  message: 'Says how much may differ from a manifest: name that, too',
  path: ['driftLimit'],
};

export const boundOf = ({ manifest, driftLimit }: Binding): Bound | undefined =>
  manifest === undefined ? undefined : { manifest, driftLimit };

/** Of a run that is bound: what was counted, and how much of it stays because it was written since. */
export const BoundRun = z.object({
  manifest: z.string(),
  previewed: z.int().describe('How many the preview counted'),
  skipped: z
    .int()
    .describe(
      'How many stay where they are because they came or changed since; counted when it begins, and at its end',
    ),
});
