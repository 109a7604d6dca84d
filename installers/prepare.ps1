# Dot-sourced by run.ps1 and test.ps1: makes .venv in the checkout complete, as prepare.sh does elsewhere.
# Nothing here writes to the output: it belongs to the program that is started afterwards.

$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot
$constraints = Join-Path $root 'installers\constraints.txt'
$venv = Join-Path $root '.venv'
$python = Join-Path $venv 'Scripts\python.exe'
$stamp = Join-Path $venv 'stamp' # what .venv was made from; its last line is written only when everything is in place
$log = Join-Path $venv 'install.log'
$env:PYTHONPATH = $root # before Python 3.13 a .pth file is read in the system's code page

function Write-Notice($text) { [Console]::Error.WriteLine("faceapp: $text") }

function Stop-Here($text) {
    Write-Notice $text
    exit 3
}

function Install-Product($extra) {
    $known = @()
    if (Test-Path $stamp) { $known = @(Get-Content $stamp -Encoding UTF8) }
    $before = if ($known.Count -gt 0) { $known[0] -split ',' } else { @() }
    $extras = (@($before) + @($extra) | Where-Object { $_ } | Sort-Object -Unique) -join ','
    $languages = @(Get-ChildItem (Join-Path $root 'resources\i18n\*.ts') | ForEach-Object FullName)
    $pins = (Get-FileHash -LiteralPath (@((Join-Path $root 'pyproject.toml'), $constraints) + $languages)).Hash -join ' '
    if (($known -join "`n") -eq "$extras`n$root`n$pins") { return }

    Write-Notice "preparing $venv; the first time this downloads about 400 MB (GPU: 2 GB) and takes some minutes"
    if ($known.Count -lt 3 -or $known[1] -ne $root) { # absent, moved, or interrupted half-way
        if (Test-Path $venv) { Remove-Item -Recurse -Force $venv }
        New-Item -ItemType Directory $venv | Out-Null
    }
    Set-Content $stamp $extras, $root -Encoding UTF8
    if (Test-Path $log) { Remove-Item $log }
    if (-not (Test-Path $python)) { New-Environment }
    Invoke-Pip pip setuptools hatchling editables # the builders are pinned too
    $suffix = if ($extras) { "[$extras]" } else { '' }
    Invoke-Pip --no-build-isolation --editable "$root$suffix"
    # onnxruntime and onnxruntime-gpu own the same files and the last one written wins: make it the GPU one.
    if ($extras -split ',' -contains 'gpu') { Invoke-Pip --force-reinstall --no-deps onnxruntime-gpu }
    Invoke-Quietly (Join-Path $venv 'Scripts\pyside6-lrelease.exe') -silent @languages # the window's languages
    if ($LASTEXITCODE -ne 0) { Stop-Here "the window's languages cannot be made (details: $log)" }
    Add-Content $stamp $pins -Encoding UTF8
}

function New-Environment {
    if (-not (Get-Command py -ErrorAction SilentlyContinue)) {
        Stop-Here 'Python 3.11 to 3.13 is missing; install it from https://www.python.org with the py launcher'
    }
    foreach ($version in '3.13', '3.12', '3.11') {
        Invoke-Quietly py "-$version" -m venv $venv
        if ($LASTEXITCODE -eq 0) { return }
    }
    Stop-Here "Python 3.11 to 3.13 is missing; install it from https://www.python.org (details: $log)"
}

function Invoke-Pip {
    Invoke-Quietly $python -m pip install @args --no-input --disable-pip-version-check --constraint $constraints
    if ($LASTEXITCODE -ne 0) {
        Stop-Here "installation failed; without a network packages cannot be downloaded. The whole log: $log"
    }
}

# Without parameters of their own these functions hand on every argument, also one like -p.
function Invoke-Quietly {
    $ErrorActionPreference = 'Continue' # Windows PowerShell takes a line on stderr for an error
    $rest = @($args | Select-Object -Skip 1)
    & $args[0] @rest *>> $log
}
