@echo off
rem Starts Typofix with the user's arguments; builds it first where there is no jar.
setlocal
set "ROOT=%~dp0"
set "JAR=%ROOT%server\target\typofix.jar"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if exist "%JAR%" goto start
echo typofix: building, about a minute the first time ... 1>&2
pushd "%ROOT%"
call mvn -q -B -DskipTests -pl server -am package 1>&2
if errorlevel 1 (
  popd
  echo typofix: the build failed, see above 1>&2
  exit /b 2
)
popd
:start
set "COMPILER=-XX:TieredStopAtLevel=1"
if "%~1"=="lsp" set "COMPILER="
"%JAVA%" -XX:+UseSerialGC -XX:-UsePerfData -Xmx256m %COMPILER% %TYPOFIX_JAVA_OPTS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%
