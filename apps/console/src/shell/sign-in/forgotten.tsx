import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { api } from '../../api/client.js';
import { Button } from '../../design/buttons.js';
import { TextField } from '../../design/fields.js';
import { ProblemNote } from '../../design/problems.js';
import { Note } from '../../design/states.js';
import { preferences } from '../../preferences/preferences.js';
import { useSay } from '../../words/words.js';

export function Forgotten({ onBack }: { readonly onBack: () => void }) {
  const say = useSay();
  const [account, setAccount] = useState(preferences.read().account);
  const [username, setUsername] = useState('');
  const ask = useMutation({
    mutationFn: () =>
      api.post('/v1/auth/password-reset', { body: { account: account.trim(), username: username.trim() } }),
  });
  return (
    <Form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        ask.mutate();
      }}
    >
      <h1>{say('sign-in.reset.title')}</h1>
      {ask.error && <ProblemNote error={ask.error} />}
      {ask.isSuccess ? (
        <div role="status">
          <Note tone="good">
            <p>{say('sign-in.reset.sent')}</p>
          </Note>
        </div>
      ) : (
        <>
          <p className="soft">{say('sign-in.reset.text')}</p>
          <TextField
            label={say('sign-in.account')}
            value={account}
            onChange={setAccount}
            isRequired
            autoComplete="organization"
            autoFocus={account === ''}
          />
          <TextField
            label={say('sign-in.username')}
            value={username}
            onChange={setUsername}
            isRequired
            autoComplete="username"
            autoFocus={account !== ''}
          />
          <Button type="submit" look="main" isPending={ask.isPending}>
            {say('sign-in.reset.go')}
          </Button>
        </>
      )}
      <Button look="quiet" onPress={onBack}>
        {say('sign-in.reset.back')}
      </Button>
    </Form>
  );
}
