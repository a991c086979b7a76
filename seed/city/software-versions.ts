import type { DeviceModel } from './catalogue/models.ts'
import type { Random } from '../random.ts'

/** A version as the vendor writes it, from the years after the purchase. */
export function drawSoftwareVersion(random: Random, model: DeviceModel, year: number): string {
  if (model.kind === 'server') return random.pick(kernels(year))
  if (model.kind === 'storage') return storageVersion(random, model.vendor)
  switch (model.vendor) {
    case 'Huawei':
      if (model.kind === 'firewall') {
        return year < 2014
          ? `V300R001C${random.pick(['00', '10'])}SPC${random.pick(['300', '700'])}`
          : `V500R001C${random.pick(['30', '60'])}SPC${random.pick(['300', '600'])}`
      }
      if (year < 2012) return `V100R00${random.int(3, 6)}C0${random.int(0, 1)}SPC${random.int(1, 8)}00`
      if (year < 2015) return `V200R00${random.int(1, 5)}C00SPC${random.int(3, 7)}00`
      return `V200R0${random.pick(['08', '09', '10', '11'])}C00SPC${random.int(3, 7)}00`
    case 'H3C':
      return year < 2013
        ? `5.20, Release ${random.int(15, 22)}${random.text(2, '0123456789')}P${random.int(10, 65)}`
        : `7.1.0${random.pick(['45', '59', '70'])}, Release ${random.int(31, 63)}${random.text(2, '0123456789')}P${random.int(10, 25)}`
    case 'Ruijie':
      return year < 2014
        ? `RGOS 10.4(${random.int(2, 5)})p${random.int(1, 6)} Release(1${random.text(5, '0123456789')})`
        : `RGOS 11.${random.int(0, 4)}(${random.int(1, 5)})B${random.int(2, 50)}P${random.int(1, 9)}`
    case 'Cisco':
      return model.kind === 'firewall'
        ? `8.${random.int(0, 4)}(${random.int(2, 7)})`
        : `12.2(${random.pick([35, 44, 50, 55])})SE${random.int(2, 9)}`
    case 'ZTE':
      return `V2.${random.int(6, 8)}.${random.int(10, 23)}.B.${random.int(10, 26)}`
    case 'Hillstone':
      return `5.5R${random.int(1, 6)}P${random.int(1, 14)}`
    case 'Topsec':
      return `V3.3.0${random.int(10, 20)}.${random.int(30, 98)}`
    case 'Sangfor':
      return `${model.role === 'load-balancer' ? 'AD' : model.model.includes('AC') ? 'AC' : 'AF'}${random.int(5, 8)}.${random.int(0, 9)}R${random.int(1, 3)}`
    default:
      return `V${random.int(3, 6)}.${random.int(0, 6)}R${random.int(1, 4)}`
  }
}

function kernels(year: number): string[] {
  if (year < 2011) return ['2.6.18-194.el5', '2.6.18-308.el5', '2.6.18-398.el5']
  if (year < 2015) return ['2.6.32-431.el6.x86_64', '2.6.32-504.el6.x86_64', '2.6.32-696.el6.x86_64']
  return ['3.10.0-514.el7.x86_64', '3.10.0-693.el7.x86_64', '3.10.0-862.el7.x86_64']
}

function storageVersion(random: Random, vendor: string): string {
  switch (vendor) {
    case 'Huawei':
      return `V${random.pick(['100R005', '200R002', '300R003', '300R006'])}C${random.pick(['00', '10', '20'])}SPC${random.int(1, 5)}00`
    case 'NetApp':
      return `8.${random.int(1, 3)}.${random.int(1, 5)} 7-Mode`
    case 'EMC':
      return `05.3${random.int(1, 3)}.000.5.${random.int(200, 225)}`
    default:
      return `${random.int(4, 8)}.${random.int(10, 86)}.${random.int(10, 40)}`
  }
}
