import { lazy, Suspense } from 'react';
import { CopyButton } from '../../design/copying.js';
import { TextField } from '../../design/fields.js';
import { useSay } from '../../words/words.js';

const QrCode = lazy(async () => ({ default: (await import('../../design/qr-code.js')).QrCode }));

/** What an app takes in: to be read off the screen, typed, or opened where the app is. */
export function FactorKey({ secret, uri }: { readonly secret: string; readonly uri: string }) {
  const say = useSay();
  return (
    <>
      <Suspense fallback={<span className="qr" />}>
        <QrCode text={uri} label={say('sign-in.factor.qr')} />
      </Suspense>
      <TextField label={say('sign-in.factor.key')} value={secret} isReadOnly mono />
      <div className="row">
        <CopyButton text={secret} />
        <a href={uri}>{say('sign-in.factor.open')}</a>
      </div>
    </>
  );
}
