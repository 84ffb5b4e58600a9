import { z } from 'zod';

/** Where a call comes from, as the gateway sees it. Both are the client's to choose, the address within its network. */
export const Origin = z.object({
  address: z.string().max(100).optional().describe('Its network address'),
  client: z.string().max(200).optional().describe('Its `User-Agent`, cut'),
});
export type Origin = z.infer<typeof Origin>;
