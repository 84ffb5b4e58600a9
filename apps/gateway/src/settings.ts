import { busSettings, defineSettings, mongoSettings, type SettingsOf } from '@seatkeeper/service';
import { z } from 'zod';

export const gatewaySettings = defineSettings({
  ...mongoSettings,
  ...busSettings,
  PUBLIC_URL: z
    .url()
    .default('http://127.0.0.1:3000')
    .transform((url) => url.replace(/\/+$/, ''))
    .describe('Address at which people reach the gateway; the issuer of links'),
});
export type GatewaySettings = SettingsOf<typeof gatewaySettings>;
