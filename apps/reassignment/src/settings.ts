import {
  busSettings,
  commonSettings,
  defineSettings,
  mongoSettings,
  redisSettings,
  type SettingsOf,
} from '@seatkeeper/service';

export const reassignmentSettings = defineSettings({
  ...commonSettings,
  ...mongoSettings,
  ...busSettings,
  ...redisSettings,
});
export type ReassignmentSettings = SettingsOf<typeof reassignmentSettings>;
