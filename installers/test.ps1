# powershell -ExecutionPolicy Bypass -File installers\test.ps1 [PYTEST ARGUMENTS]: install what is missing, then run every check.
. (Join-Path $PSScriptRoot 'prepare.ps1')
Install-Product 'test'
Set-Location $root

function Invoke-Check {
    Write-Output "`n== $args"
    $rest = @($args | Select-Object -Skip 1)
    & (Join-Path $venv "Scripts\$($args[0]).exe") @rest
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

Invoke-Check ruff format --check
Invoke-Check ruff check
Invoke-Check mypy
Invoke-Check lint-imports
Invoke-Check pytest -n auto --maxprocesses 4 --dist loadfile @args
