import { useMutation } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { Button } from '../../design/buttons.js';
import { CopiedField } from '../../design/copied-field.js';
import { ProblemNote } from '../../design/problems.js';
import { Note } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { provedOf } from './connection-drafts.js';
import type { Connection } from './connection-queries.js';

/** Asks the provider, and tells where to sign in once to try. */
export function TestCard({ connection }: { readonly connection: Connection }) {
  const say = useSay();
  const { id, signInUrl, version } = connection;
  const test = useMutation({
    mutationFn: () => api.post('/v1/sso-connections/{id}/test', { params: { path: { id } } }),
  });
  return (
    // Anew with each version: what was found of the one before is no longer true.
    <section key={version} className="card stack" aria-labelledby="test">
      <div>
        <h2 id="test">{say('sso.try')}</h2>
        <p className="soft">{say('sso.try.text')}</p>
      </div>
      <div role="status" className="stack">
        {test.data?.works === true && (
          <Note tone="good">
            <p>{say('sso.test.works', { keys: test.data.signingKeys ?? 0 })}</p>
            <p className="small connection-name">{test.data.authorizationEndpoint}</p>
          </Note>
        )}
        {test.data?.works === false && (
          <Note tone="bad">
            <p>{say('sso.test.fails')}</p>
            <p lang="en">{test.data.problem}</p>
          </Note>
        )}
        {test.error && <ProblemNote error={test.error} />}
      </div>
      <div className="row">
        <Button
          look={test.data?.works === true ? 'plain' : 'main'}
          isPending={test.isPending}
          onPress={() => test.mutate()}
        >
          {say('sso.test')}
        </Button>
      </div>
      <CopiedField
        label={say('sso.signInUrl')}
        hint={say(provedOf(connection).length > 0 ? 'sso.signInUrl.hint' : 'sso.signInUrl.unproved')}
        value={`${signInUrl}?connection=${id}`}
      />
    </section>
  );
}
