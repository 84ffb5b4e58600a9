import {
  busSettings,
  commonSettings,
  defineSettings,
  mongoSettings,
  type SettingsOf,
} from '@seatkeeper/service';
import { z } from 'zod';

export const licensingSettings = defineSettings({
  ...commonSettings,
  ...mongoSettings,
  ...busSettings,
  TRIAL_SEATS: z.coerce
    .number()
    .int()
    .min(0)
    .max(1_000)
    .default(5)
    .describe('Seats of `core` that a new account gets to try the product; 0 for none'),
});
export type LicensingSettings = SettingsOf<typeof licensingSettings>;
