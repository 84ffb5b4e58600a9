import { z } from 'zod';
import { ApiKeyId, UserId } from '../ids.js';

/** Said of an act or a look that somebody is let through for as a manager alone: it reaches only the people of their groups. */
export const asManager = z.literal(true).optional();

/** Who looks at people. Left out of a question, a part of the product does, which sees everybody. */
export const Viewer = z.object({ userId: UserId, keyId: ApiKeyId.optional(), asManager });
export type Viewer = z.infer<typeof Viewer>;
