import type { ReactNode } from 'react';
import {
  Header,
  Menu as AriaMenu,
  MenuItem as AriaItem,
  type MenuItemProps,
  MenuSection as AriaSection,
  type MenuProps,
  MenuTrigger,
  Popover,
  type Selection,
  Separator,
  Text,
} from 'react-aria-components';
import { Icon, type IconName } from './icons.js';

/** A button, and what opens beneath it. */
export function Menu<T extends object>({
  trigger,
  children,
  ...props
}: { readonly trigger: ReactNode; readonly children: ReactNode } & Pick<
  MenuProps<T>,
  'aria-label' | 'onAction'
>) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="popover" offset={4}>
        <AriaMenu {...props} className="menu">
          {children}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

export interface ItemProps extends Omit<MenuItemProps, 'className' | 'style' | 'children' | 'isDisabled'> {
  readonly label: string;
  readonly icon?: IconName;
  /** Why it cannot be chosen now: written beneath it, where pointing shows nothing. */
  readonly refusal?: string | null | undefined;
}

export function MenuItem({ label, icon, refusal, ...props }: ItemProps) {
  return (
    <AriaItem {...props} textValue={label} isDisabled={refusal != null} className="menu-item">
      {({ isSelected, selectionMode }) => (
        <>
          {selectionMode === 'none' ? (
            icon && <Icon name={icon} />
          ) : (
            <span className="menu-mark">{isSelected && <Icon name="check" />}</span>
          )}
          <span className="menu-words">
            <Text slot="label">{label}</Text>
            {refusal != null && (
              <Text slot="description" className="small soft">
                {refusal}
              </Text>
            )}
          </span>
        </>
      )}
    </AriaItem>
  );
}

/** One of some, or several. */
export function MenuChoice({
  title,
  mode = 'single',
  chosen,
  onChoose,
  children,
}: {
  readonly title: string;
  readonly mode?: 'single' | 'multiple';
  readonly chosen: Iterable<string>;
  readonly onChoose: (chosen: Selection) => void;
  readonly children: ReactNode;
}) {
  return (
    <AriaSection
      selectionMode={mode}
      disallowEmptySelection={mode === 'single'}
      selectedKeys={chosen}
      onSelectionChange={onChoose}
      className="menu-section"
    >
      <Header className="menu-title">{title}</Header>
      {children}
    </AriaSection>
  );
}

export function MenuLine() {
  return <Separator className="menu-line" />;
}
