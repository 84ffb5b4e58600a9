import { endpoints } from '@seatkeeper/contracts';
import { controllerOf } from './asking.controllers.js';
import { refuseWrongWiring } from './served-endpoints.js';

const servedBy = (name: string, contracts: typeof endpoints) =>
  controllerOf(
    name,
    contracts.map((endpoint) => ({ endpoint, answer: () => Promise.resolve() })),
  );

describe('the start of the gateway', () => {
  it('is let through when every endpoint is served once', () => {
    expect(() => refuseWrongWiring([servedBy('All', endpoints)])).not.toThrow();
  });

  it('is refused when an endpoint is documented but not served', () => {
    const some = endpoints.filter(({ id }) => id !== 'banUser' && id !== 'audit');
    expect(() => refuseWrongWiring([servedBy('Some', some)])).toThrow(
      /POST \/v1\/users\/:id\/ban.*GET \/v1\/audit|GET \/v1\/audit.*POST \/v1\/users\/:id\/ban/,
    );
  });

  it('is refused when two controllers serve one endpoint, and says which', () => {
    const again = servedBy(
      'Again',
      endpoints.filter(({ id }) => id === 'banUser'),
    );
    expect(() => refuseWrongWiring([servedBy('All', endpoints), again])).toThrow(
      'The endpoint banUser is served by All.banUser and by Again.banUser.',
    );
  });
});
