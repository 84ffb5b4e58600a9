import type { Invoice, OrderLine } from '@seatkeeper/contracts';
import type { Language } from '../pages/page.js';

/** What became of the money of an invoice, as its paper says it. */
export type InvoiceState = Invoice['status'] | 'refunded' | 'partly-refunded';

/** The words of an invoice on paper. */
export interface InvoiceTexts {
  title: (number: string) => string;
  number: string;
  from: string;
  taxNumber: string;
  to: string;
  issued: string;
  due: string;
  state: string;
  states: Record<InvoiceState, string>;
  paidOn: (day: string) => string;
  refunded: string;
  lines: string;
  columns: { what: string; period: string; quantity: string; unit: string; amount: string };
  line: (product: string, what: string, charge: string) => string;
  what: Record<OrderLine['kind'], (name: string) => string>;
  charge: Record<OrderLine['charge'], string>;
  span: (from: string, to: string) => string;
  net: string;
  tax: (rate: string) => string;
  total: string;
  payment: string;
  payTo: string;
  reference: string;
  referenceText: (number: string) => string;
}

const en: InvoiceTexts = {
  title: (number) => `Invoice ${number}`,
  number: 'Invoice number',
  from: 'From',
  taxNumber: 'Tax number',
  to: 'For',
  issued: 'Issued',
  due: 'Due',
  state: 'State',
  states: {
    open: 'To be paid',
    overdue: 'Overdue',
    paid: 'Paid',
    refunded: 'Paid, and paid back',
    'partly-refunded': 'Paid, and paid back in part',
  },
  paidOn: (day) => `, on ${day}`,
  refunded: 'Paid back',
  lines: 'What is invoiced',
  columns: { what: 'What', period: 'Period', quantity: 'Quantity', unit: 'Price of one', amount: 'Net' },
  line: (product, what, charge) => `${product}: ${what}\n${charge}`,
  what: {
    plan: (name) => `plan ${name}`,
    seats: () => 'seats',
    module: (name) => `module ${name}`,
    addon: (name) => `add-on ${name}`,
  },
  charge: {
    term: 'For the whole term',
    remaining: 'For the time that remains',
    unused: 'Credit for what is paid and not used',
  },
  span: (from, to) => `${from} to ${to}`,
  net: 'Net',
  tax: (rate) => `Tax (${rate})`,
  total: 'Total',
  payment: 'Payment',
  payTo: 'Pay to',
  reference: 'Reference',
  referenceText: (number) => `Please say ${number} when you pay.`,
};

const fr: InvoiceTexts = {
  title: (number) => `Facture ${number}`,
  number: 'Numéro de facture',
  from: 'De',
  taxNumber: 'Numéro fiscal',
  to: 'Pour',
  issued: 'Émise le',
  due: 'Échéance',
  state: 'État',
  states: {
    open: 'À payer',
    overdue: 'En retard',
    paid: 'Payée',
    refunded: 'Payée, puis remboursée',
    'partly-refunded': 'Payée, puis remboursée en partie',
  },
  paidOn: (day) => ` le ${day}`,
  refunded: 'Remboursé',
  lines: 'Ce qui est facturé',
  columns: {
    what: 'Désignation',
    period: 'Période',
    quantity: 'Quantité',
    unit: 'Prix unitaire',
    amount: 'Montant HT',
  },
  line: (product, what, charge) => `${product}\u00a0: ${what}\n${charge}`,
  what: {
    plan: (name) => `formule ${name}`,
    seats: () => 'places',
    module: (name) => `module ${name}`,
    addon: (name) => `extension ${name}`,
  },
  charge: {
    term: 'Pour toute la période',
    remaining: 'Pour le temps qui reste',
    unused: 'Crédit de ce qui est payé et non utilisé',
  },
  span: (from, to) => `du ${from} au ${to}`,
  net: 'Total HT',
  tax: (rate) => `Taxe (${rate})`,
  total: 'Total TTC',
  payment: 'Paiement',
  payTo: 'À verser à',
  reference: 'Référence',
  referenceText: (number) => `Merci d’indiquer ${number} lors du paiement.`,
};

export const invoiceTexts: Readonly<Record<Language, InvoiceTexts>> = { en, fr };
