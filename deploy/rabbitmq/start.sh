#!/bin/sh
# Starts RabbitMQ in its container with the users of definitions.json; it makes them anew at every start.
set -eu
umask 077
sh /etc/seatkeeper/fill.sh </etc/seatkeeper/definitions.json >/etc/rabbitmq/definitions.json
chown rabbitmq /etc/rabbitmq/definitions.json
umask 022
echo 'load_definitions = /etc/rabbitmq/definitions.json' >/etc/rabbitmq/conf.d/20-definitions.conf
exec docker-entrypoint.sh rabbitmq-server
