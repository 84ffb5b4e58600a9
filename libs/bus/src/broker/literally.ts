/** A name as part of a regular expression that RabbitMQ reads. */
export const literally = (name: string): string => name.replaceAll('.', '\\.');
