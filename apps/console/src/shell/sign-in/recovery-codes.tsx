import { Button } from '../../design/buttons.js';
import { CopyButton } from '../../design/copying.js';
import { saveFile } from '../../design/save-file.js';
import { useSay } from '../../words/words.js';

/** Recovery codes to be kept: copied, or saved as a file that says what they are for. */
export function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  const say = useSay();
  const save = () => {
    const lines = [say('sign-in.codes.title'), location.origin, '', ...codes, ''];
    saveFile(say('sign-in.codes.file'), new Blob([lines.join('\r\n')], { type: 'text/plain' }));
  };
  return (
    <>
      <ul className="codes mono">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="row">
        <CopyButton text={codes.join('\n')} label={say('sign-in.codes.copy')} />
        <Button icon="save" onPress={save}>
          {say('sign-in.codes.save')}
        </Button>
      </div>
    </>
  );
}
