import { Module } from '@nestjs/common';
import { Templates } from './templates.js';

@Module({ providers: [Templates], exports: [Templates] })
export class TemplatesModule {}
