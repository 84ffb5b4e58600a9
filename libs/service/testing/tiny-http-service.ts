import { Controller, type DynamicModule, Get, Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { commonSettings, defineSettings, logger, runService, Shutdown } from '../src/index.js';

const log = logger('tiny');

@Injectable()
class Store {
  constructor(shutdown: Shutdown) {
    shutdown.on('store', 'store', () => log.info('store closed'));
  }
}

@Controller()
class SlowController {
  constructor(readonly store: Store) {}

  @Get('quick')
  quick(): string {
    return 'done';
  }

  @Get('slow')
  async slow(): Promise<string> {
    log.info('request begun');
    await new Promise((resolve) => setTimeout(resolve, 500));
    log.info('request done');
    return 'done';
  }
}

@Module({ controllers: [SlowController], providers: [Store] })
class TinyHttpModule {}

await runService({
  name: 'tiny-http',
  module: TinyHttpModule,
  settings: defineSettings(commonSettings),
  createApp: (module: DynamicModule) =>
    NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter({ return503OnClosing: false }), {
      bufferLogs: true,
      abortOnError: false,
    }),
});
