import {
  actorCheckingSettings,
  busSettings,
  commonSettings,
  defineSettings,
  mongoSettings,
  redisSettings,
  type SettingsOf,
} from '@seatkeeper/service';
import { z } from 'zod';

export const reassignmentSettings = defineSettings({
  ...commonSettings,
  ...mongoSettings,
  ...busSettings,
  ...redisSettings,
  ...actorCheckingSettings,
  RUNS_KEPT_DAYS: z.coerce
    .number()
    .int()
    .min(31)
    .max(3_650)
    .default(365)
    .describe(
      'How long a reassignment can be looked up after its end; what it moved stays in the history of the records',
    ),
  OWNER_CHANGES_KEPT_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_650)
    .default(30)
    .describe(
      'How long systems that follow the changes of owner may be away before they have to read all owners again',
    ),
  RECORD_IMPORTS_KEPT_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_650)
    .default(90)
    .describe('How long the result of an import of records can be looked up after its end'),
});
export type ReassignmentSettings = SettingsOf<typeof reassignmentSettings>;
