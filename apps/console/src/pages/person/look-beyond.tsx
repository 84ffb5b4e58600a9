import '../../design/forms.css';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { Button } from '../../design/buttons.js';
import { TextField } from '../../design/fields.js';
import { PageHead } from '../../design/page-head.js';
import { useSay } from '../../words/words.js';

/** Who is not there for who looks may be there all the same: with a reason they are shown, and everybody can read of it. */
export function LookBeyond({ onReason }: { readonly onReason: (reason: string) => void }) {
  const say = useSay();
  const [reason, setReason] = useState('');
  return (
    <>
      <PageHead title={say('person.beyond')}>{say('person.nobody.text')}</PageHead>
      <section className="card look-beyond">
        <Form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            onReason(reason.trim());
          }}
        >
          <p>{say('person.beyond.text')}</p>
          <TextField
            label={say('person.beyond.reason')}
            value={reason}
            onChange={setReason}
            maxLength={500}
            isRequired
          />
          <div className="row form-foot">
            <Button
              type="submit"
              look="main"
              refusal={reason.trim() === '' ? say('people.ban.reason.missing') : null}
            >
              {say('person.beyond.go')}
            </Button>
          </div>
        </Form>
      </section>
    </>
  );
}
