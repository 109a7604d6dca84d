# powershell -ExecutionPolicy Bypass -File installers\run.ps1 [--gpu] [ARGUMENTS]: install what is missing, then run `faceapp ARGUMENTS`.
. (Join-Path $PSScriptRoot 'prepare.ps1')
$arguments = @($args)
$extra = ''
if ($arguments.Count -gt 0 -and $arguments[0] -eq '--gpu') {
    $extra = 'gpu'
    $arguments = @($arguments | Select-Object -Skip 1)
}
Install-Product $extra
& (Join-Path $venv 'Scripts\faceapp.exe') @arguments
exit $LASTEXITCODE
