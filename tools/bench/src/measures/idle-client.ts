/**
 * A process of its own that is connected to every server as a service is, and does nothing: what five of them use is the
 * least that five services could. Arguments: the addresses of MongoDB, RabbitMQ and Redis.
 */
import { connect } from 'amqplib';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';

const [mongo = '', amqp = '', redis = ''] = process.argv.slice(2);
const client = await new mongoose.mongo.MongoClient(mongo).connect();
await client.db('bench').command({ ping: 1 });
await connect(amqp, { noDelay: true });
await new Redis(redis).ping();
process.send?.('connected');
process.once('disconnect', () => process.exit());
