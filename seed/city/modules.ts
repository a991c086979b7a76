import type { DeviceModel } from './catalogue/models.ts'
import type { Random } from '../random.ts'
import type { SimulatedModule } from '../simulation/spec.ts'

type Part = [moduleClass: SimulatedModule['class'], count: number, name: string, models: readonly string[]]

/** Parts that a chassis of each role reports in its ENTITY-MIB. */
function partsOf({ role, powerWatts, heightU }: DeviceModel): Part[] {
  const supplies: Part = ['power-supply', heightU >= 2 ? 2 : 1, 'PSU', [`PSU-${powerWatts}W-AC`]]
  switch (role) {
    case 'server':
      return [
        ['cpu', 2, 'CPU', ['Intel(R) Xeon(R)']],
        ['memory', heightU >= 4 ? 8 : 4, 'DIMM', ['DDR3 RDIMM 8GB', 'DDR3 RDIMM 16GB', 'DDR4 RDIMM 16GB']],
        ['disk', heightU >= 4 ? 4 : 2, 'Disk', ['SAS 300GB 10K', 'SAS 600GB 10K', 'SAS 900GB 10K']],
        supplies,
        ['fan', 2, 'Fan', ['Fan module']],
      ]
    case 'storage':
      return [
        ['module', 2, 'Controller', ['Controller 8GB cache', 'Controller 16GB cache']],
        ['disk', 12, 'Disk', ['SAS 600GB 15K', 'NL-SAS 2TB 7.2K', 'NL-SAS 4TB 7.2K']],
        supplies,
      ]
    case 'core':
      return [
        ['module', 4, 'Board', ['Main processing unit', '48-port GE line card', '4-port 10GE line card']],
        ['transceiver', 2, 'SFP', ['SFP-10GE-LR']],
        ['fan', 2, 'Fan', ['Fan frame']],
        supplies,
      ]
    case 'distribution':
      return [['transceiver', 2, 'SFP', ['SFP-GE-LX']], ['fan', 1, 'Fan', ['Fan module']], supplies]
    case 'access-point':
      return []
    default:
      return [supplies, ['fan', 1, 'Fan', ['Fan module']]]
  }
}

export function planModules(random: Random, model: DeviceModel): SimulatedModule[] {
  return partsOf(model).flatMap(([moduleClass, count, name, models]) => {
    const make = random.pick(models)
    return Array.from({ length: count }, (_, index) => ({
      class: moduleClass,
      name: `${name} ${index + 1}`,
      // Boards of a chassis differ; parts of other classes are alike.
      model: name === 'Board' ? models[Math.min(Math.floor(index / 2), models.length - 1)]! : make,
      serialNumber: `M${random.text(11, '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ')}`,
      slot: String(index + 1),
    }))
  })
}
