import {
  busSettings,
  commonSettings,
  defineSettings,
  mongoSettings,
  publicSettings,
  redisSettings,
} from '@seatkeeper/service';
import { z } from 'zod';
import { trustedProxies } from './limits/addresses.js';
import { limitSettings } from './limits/policies.js';

const seconds = (usual: number) => z.coerce.number().int().min(1).max(3_600).default(usual);

export const gatewaySettings = defineSettings({
  ...commonSettings,
  ...mongoSettings,
  ...busSettings,
  ...redisSettings,
  ...publicSettings,
  TRUSTED_PROXIES: trustedProxies,
  BODY_SECONDS: seconds(30).describe('Seconds in which the body of a call has to arrive, files excepted'),
  UPLOAD_SILENT_SECONDS: seconds(20).describe('Seconds for which a file that is sent may stand still'),
  ...limitSettings,
});
