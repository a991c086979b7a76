import type { SimulatedDevice } from '../spec.ts'
import { kindNames, platformOf } from './kind.ts'
import { fraction } from './noise.ts'

/*
 * sysDescr in the form that devices of each vendor give it.
 */

export function systemDescription(device: SimulatedDevice): string {
  switch (platformOf(device)) {
    case 'vrp':
      return vrp(device)
    case 'comware':
      return comware(device)
    case 'rgos':
      return `Ruijie ${rgosFamily(device)} (${device.model}) By Ruijie Networks`
    case 'zxr10':
      return zxr10(device)
    case 'ios':
      return ios(device)
    case 'linux':
      return linux(device)
    case 'windows':
      return windows(device)
    case 'appliance':
      return appliance(device)
  }
}

function vrp(device: SimulatedDevice): string {
  const { model, softwareVersion } = device
  const series = /^[A-Za-z]+\d+[A-Z]*/u.exec(model)?.[0] ?? model
  // CloudEngine and NetEngine run VRP 8, everything else VRP 5.
  const generation = /^(CE|NE)/u.test(model) ? '8.180' : '5.170'
  return [
    'Huawei Versatile Routing Platform Software',
    `VRP (R) software, Version ${generation} (${series} ${softwareVersion ?? 'V200R005C00'})`,
    `Copyright (C) 2000-${copyrightYear(device)} Huawei Technologies Co., Ltd.`,
    `HUAWEI ${model}`,
  ].join('\r\n')
}

function comware(device: SimulatedDevice): string {
  const version = device.softwareVersion?.replace(/^(comware( software)?,? )?(version )?/iu, '')
  return [
    `H3C Comware Platform Software, Software Version ${version ?? '7.1.070'}`,
    device.model.startsWith('H3C') ? device.model : `H3C ${device.model}`,
    `Copyright (c) 2004-${copyrightYear(device)} New H3C Technologies Co., Ltd. All rights reserved.`,
  ].join('\r\n')
}

function rgosFamily(device: SimulatedDevice): string {
  const fastest = Math.max(0, ...device.interfaces.map((one) => one.speedMbps))
  if (device.kind === 'switch') return fastest >= 10_000 ? '10G Ethernet Switch' : 'Gigabit Ethernet Switch'
  return kindNames[device.kind]
}

function zxr10(device: SimulatedDevice): string {
  const model = device.model.replace(/^ZXR10 /u, '')
  return [
    `ZXR10 ROS Version V4.08.23 ZXR10 ${model} Software, Version ${device.softwareVersion ?? 'V2.8.20'}`,
    `Copyright (c) 2001-${copyrightYear(device)} by ZTE Corporation`,
  ].join('\r\n')
}

function ios(device: SimulatedDevice): string {
  if (device.kind === 'firewall')
    return `Cisco Adaptive Security Appliance Version ${device.softwareVersion ?? '8.2(5)'}`
  const family = device.model.replace(/^(WS-|ISR)/u, '').split(/[-/]/u)[0] ?? device.model
  return [
    `Cisco IOS Software, ${family} Software (${family}-UNIVERSALK9-M), Version ${device.softwareVersion ?? '15.2'}, RELEASE SOFTWARE (fc3)`,
    'Technical Support: http://www.cisco.com/techsupport',
    `Copyright (c) 1986-${copyrightYear(device)} by Cisco Systems, Inc.`,
  ].join('\r\n')
}

/** What `uname -a` prints: net-snmp's default. The version is a kernel's release or the name of a distribution. */
function linux(device: SimulatedDevice): string {
  const version = device.softwareVersion ?? ''
  const isArm = /kunpeng|taishan|aarch64|phytium/iu.test(
    [device.model, version, ...device.modules.map((one) => one.model)].join(' '),
  )
  const machine = isArm ? 'aarch64' : 'x86_64'
  const release = /^\d+\.\d+\.\d+/u.test(version) ? version : `${kernelOf(version)}.${machine}`
  return `Linux ${device.name} ${release} ${kernelBuild(release)} ${machine} ${machine} ${machine} GNU/Linux`
}

/** The kernel that a distribution came with. */
function kernelOf(system: string): string {
  if (/kylin|麒麟/iu.test(system)) return '4.19.90-52.22.v2207.ky10'
  if (/uos|统信/iu.test(system)) return '4.19.90-2403.3.0.uelc20'
  if (/openeuler|欧拉/iu.test(system)) return '5.10.0-136.12.0.86.oe2203sp1'
  if (/(centos|red ?hat|rhel)\D*6/iu.test(system)) return '2.6.32-754.35.1.el6'
  if (/(centos|red ?hat|rhel|rocky|anolis)\D*8/iu.test(system)) return '4.18.0-348.7.1.el8_5'
  return '3.10.0-1160.el7'
}

const kernelBuilds: Record<string, string> = {
  '2': 'Wed Oct 21 08:34:41 CST 2015',
  '3': 'Mon Oct 19 16:18:59 UTC 2020',
  '4': 'Tue Mar 14 12:19:10 CST 2023',
  '5': 'Tue Dec 27 17:50:15 CST 2022',
}

const kernelBuild = (release: string): string =>
  `#1 SMP ${kernelBuilds[release.slice(0, 1)] ?? kernelBuilds['5']}`

function windows(device: SimulatedDevice): string {
  const year = /20\d\d/u.exec(device.softwareVersion ?? '')?.[0] ?? '2016'
  const builds: Record<string, string> = {
    2008: '6.1 (Build 7601',
    2012: '6.3 (Build 9600',
    2016: '6.3 (Build 14393',
    2019: '6.3 (Build 17763',
    2022: '6.3 (Build 20348',
  }
  const stepping = 1 + Math.floor(fraction(device.noiseSeed, 'stepping') * 7)
  return `Hardware: Intel64 Family 6 Model 85 Stepping ${stepping} AT/AT COMPATIBLE - Software: Windows Version ${builds[year] ?? builds[2016]} Multiprocessor Free)`
}

function appliance(device: SimulatedDevice): string {
  if (device.vendor === 'NetApp' && device.softwareVersion)
    return `NetApp Release ${device.softwareVersion}: ${device.model} ${kindNames[device.kind]}`
  const version = device.softwareVersion ? `, Version ${device.softwareVersion}` : ''
  const named = device.model.toLowerCase().startsWith(device.vendor.toLowerCase())
    ? device.model
    : `${device.vendor} ${device.model}`
  return `${named} ${kindNames[device.kind]}${version}`
}

/** The year that a version of this product was built in; only the look depends on it. */
function copyrightYear(device: SimulatedDevice): number {
  return 2015 + Math.floor(fraction(device.noiseSeed, 'copyright') * 8)
}
