import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  type ButtonProps as AriaProps,
  Tooltip,
  TooltipTrigger,
} from 'react-aria-components';
import { Icon, type IconName } from './icons.js';
import { toast } from './toasts.js';
import { useOnce } from './use-once.js';

export interface ButtonProps extends Omit<AriaProps, 'className' | 'style' | 'children' | 'isDisabled'> {
  readonly look?: 'plain' | 'main' | 'quiet' | 'danger';
  readonly icon?: IconName;
  readonly children?: ReactNode;
  /**
   * Why it cannot be pressed now. It stays where it is and can be reached: whoever points at it, focuses or presses it
   * is told the reason.
   */
  readonly refusal?: string | null | undefined;
  /** Says more of it to whoever points at it. */
  readonly hint?: string;
}

export function Button({
  look = 'plain',
  icon,
  children,
  refusal,
  hint,
  onPress,
  type,
  ...props
}: ButtonProps) {
  const refused = refusal != null;
  const once = useOnce();
  // Whoever says whether something is on its way begins it by this.
  const press: AriaProps['onPress'] =
    props.isPending === undefined ? onPress : (event) => once(() => onPress?.(event));
  const button = (
    <AriaButton
      {...props}
      type={refused ? 'button' : (type ?? 'button')}
      className={`button button-${look}${children === undefined ? ' button-icon' : ''}${refused ? ' refused' : ''}`}
      {...(refused && { 'aria-disabled': true })}
      onPress={refused ? () => toast.say({ text: refusal, tone: 'info' }) : press}
    >
      {icon && <Icon name={icon} />}
      {children !== undefined && <span className="button-text">{children}</span>}
    </AriaButton>
  );
  const told = refusal ?? hint;
  return told === undefined ? button : <Told text={told}>{button}</Told>;
}

/** A button that is an icon; its label is said and shown to whoever points at it. */
export function IconButton({
  label,
  ...props
}: Omit<ButtonProps, 'children' | 'hint'> & { readonly label: string }) {
  return <Button look="quiet" {...props} aria-label={label} hint={label} />;
}

function Told({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  return (
    <TooltipTrigger delay={400}>
      {children}
      <Tooltip className="tooltip" offset={6}>
        {text}
      </Tooltip>
    </TooltipTrigger>
  );
}
