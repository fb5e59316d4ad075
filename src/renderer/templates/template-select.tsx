import { Select } from '@mantine/core';
import { useI18n } from '../i18n/i18n.tsx';
import { useCall } from '../rpc/react.tsx';

export interface TemplateSelectProps {
  label: string;
  description?: string;
  /** Name of the template; one that is gone is shown by its name. */
  value: string;
  onChange: (name: string) => void;
  disabled?: boolean;
  className?: string;
  size?: 'xs' | 'sm';
}

/** Choosing a note template: the practice's own first, then the shipped ones. */
export function TemplateSelect({ value, onChange, ...rest }: TemplateSelectProps) {
  const { t } = useI18n();
  const list = useCall('templates.list', {});
  const entries = list.data?.templates ?? [];
  const group = (name: string, shipped: boolean) => ({
    group: name,
    items: entries
      .filter((entry) => entry.shipped === shipped)
      .map(({ template }) => ({ value: template.name, label: template.title })),
  });
  const known = entries.some(({ template }) => template.name === value);
  const groups = [group(t('templates.own'), false), group(t('templates.shipped'), true)];
  return (
    <Select
      {...rest}
      allowDeselect={false}
      value={value}
      data={[
        ...(known ? [] : [{ group: '', items: [{ value, label: value }] }]),
        ...groups.filter(({ items }) => items.length > 0),
      ]}
      onChange={(name) => name && name !== value && onChange(name)}
    />
  );
}
