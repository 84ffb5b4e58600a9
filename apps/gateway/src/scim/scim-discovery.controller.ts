import { Controller, Inject } from '@nestjs/common';
import {
  scimConfigEndpoint,
  scimResourceTypeEndpoint,
  scimResourceTypesEndpoint,
  scimSchemaEndpoint,
  scimSchemasEndpoint,
} from '@seatkeeper/contracts';
import { SETTINGS } from '@seatkeeper/service';
import type { Call, Reply } from '../http/call.js';
import { Endpoint } from '../http/endpoint.decorator.js';
import { resourceTypes, schemasOf, serviceProviderConfig } from './scim-discovery.js';
import { listReply, scimReply } from './scim-replies.js';

/** What identity providers ask about the service itself, before they send anybody. */
@Controller()
export class ScimDiscoveryController {
  private readonly base: string;

  constructor(@Inject(SETTINGS) { PUBLIC_URL }: { PUBLIC_URL: string }) {
    this.base = `${PUBLIC_URL.replace(/\/$/, '')}/scim/v2`;
  }

  @Endpoint(scimConfigEndpoint)
  config(_call: Call<typeof scimConfigEndpoint>): Reply {
    return scimReply(200, serviceProviderConfig(this.base));
  }

  @Endpoint(scimResourceTypesEndpoint)
  types(_call: Call<typeof scimResourceTypesEndpoint>): Reply {
    const all = Object.values(resourceTypes(this.base));
    return listReply(all, { total: all.length, from: 0 });
  }

  @Endpoint(scimResourceTypeEndpoint)
  type({ params }: Call<typeof scimResourceTypeEndpoint>): Reply {
    return scimReply(200, resourceTypes(this.base)[params.name]);
  }

  @Endpoint(scimSchemasEndpoint)
  schemas(_call: Call<typeof scimSchemasEndpoint>): Reply {
    const all = Object.values(schemasOf(this.base));
    return listReply(all, { total: all.length, from: 0 });
  }

  @Endpoint(scimSchemaEndpoint)
  schema({ params }: Call<typeof scimSchemaEndpoint>): Reply {
    return scimReply(200, schemasOf(this.base)[params.urn]!);
  }
}
