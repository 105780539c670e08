; The installer for Windows: for one user, without a question to an administrator.
;
; windows_installer.py compiles it and defines:
;   TARGET         amd64-unicode, or x86-unicode where this makensis has no 64-bit stub
;   FILES          the generated list of what is installed (macros STAGE, PLACE, REMOVE, FIND_CLASH, OFFER_TYPES, WITHDRAW_TYPES)
;   OUTPUT         the file to write
;   NAME, VERSION, NUMBERS (four numbers of the version), ID, SUMMARY, PUBLISHER, SIZE (in KB)
;   SIDE           a picture (.bmp) for the side of the last page; it is stretched
;   ICON, SIGN     optional: an .ico file; a command that signs the file whose name is put after it
;
; setup.exe /S installs in silence, /D=C:\a folder (last, without quotes) chooses the place.
; uninstall-transcript-reader.exe /S removes in silence.
; Exit codes: 0 done, 1 cancelled, 2 failed, 3 the program (or a second installer) is running and nothing was changed,
; 4 the folder cannot be used and nothing was changed, 5 this Windows is too old.
;
; No folder is ever removed with what is in it, save our own staging folder: what goes is what the list names.

Target ${TARGET}
SetCompressor /SOLID lzma
SetCompressorDictSize 32
RequestExecutionLevel user
ManifestDPIAware true
ManifestLongPathAware true
CRCCheck on
AllowSkipFiles off
ShowInstDetails nevershow
ShowUninstDetails nevershow

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "WordFunc.nsh"
!include "x64.nsh"
!include "${FILES}"

!define GUI "transcript-reader-gui.exe"
!define CONSOLE "transcript-reader.exe"
!define UNINSTALLER "uninstall-transcript-reader.exe"
!define STAGING "~transcript-reader-setup"
!define SCHEME "transcript-reader"
!define PROGID "TranscriptReader.Transcript"
!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!define CLASSES "Software\Classes"
!define CAPABILITIES "Software\${NAME}\Capabilities"
; The two dashes keep a link or a file's name from being taken for an option.
!define OPEN '"$INSTDIR\${GUI}" -- "%1"'

!define FAILED 2
!define RUNNING 3
!define UNUSABLE 4
!define UNSUPPORTED 5

Name "${NAME}"
OutFile "${OUTPUT}"
BrandingText "${NAME} ${VERSION}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${ENTRY}" "InstallLocation"

VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${NAME} setup"
VIAddVersionKey "CompanyName" "${PUBLISHER}"
VIAddVersionKey "LegalCopyright" "${PUBLISHER}, MIT licence"

!ifdef SIGN
  !uninstfinalize `${SIGN} "%1"`
  !finalize `${SIGN} "%1"`
!endif

!ifdef ICON
  !define MUI_ICON "${ICON}"
  !define MUI_UNICON "${ICON}"
!endif
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${GUI}"
!define MUI_FINISHPAGE_RUN_TEXT "Start ${NAME}"
; The page has one more box, meant for a read-me.
!define MUI_FINISHPAGE_SHOWREADME ""
!define MUI_FINISHPAGE_SHOWREADME_TEXT "Put a shortcut on the desktop"
!define MUI_FINISHPAGE_SHOWREADME_NOTCHECKED
!define MUI_FINISHPAGE_SHOWREADME_FUNCTION PutOnDesktop
!define MUI_UNCONFIRMPAGE_TEXT_TOP "${NAME} will be removed. Your library of transcripts stays where it is."

!define MUI_PAGE_CUSTOMFUNCTION_LEAVE AskForOtherFolder
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

Var OldFolder ; where the registry says that a version lies, else empty
Var Clash ; a name in the chosen folder that is not ours and stands in the way, else empty
Var Locked ; 1 while a program of ours is running
Var Left ; how many files could not be removed
Var Upgrading ; 1 where a newer installer runs the uninstaller: shortcuts and the entry stay

; --- Both halves: is the program running? ---

!macro RUNNING_FUNCTIONS UN
; $R0: a program. Windows gives no one a running program to write to.
Function ${UN}LookWhetherLocked
  ${If} ${FileExists} "$R0"
    ClearErrors
    FileOpen $R1 "$R0" a
    ${If} ${Errors}
      StrCpy $Locked 1
    ${Else}
      FileClose $R1
    ${EndIf}
  ${EndIf}
FunctionEnd

; $R2: a folder. Comes back when no program in it is running; else ends with code 3. One that just ends gets two seconds.
Function ${UN}WaitUntilClosed
  again:
  ${For} $R3 1 10
    StrCpy $Locked 0
    StrCpy $R0 "$R2\${GUI}"
    Call ${UN}LookWhetherLocked
    StrCpy $R0 "$R2\${CONSOLE}"
    Call ${UN}LookWhetherLocked
    ${If} $Locked = 0
      Return
    ${EndIf}
    Sleep 200
  ${Next}
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME} is open. Please close it, then go on." /SD IDCANCEL IDRETRY again
  SetErrorLevel ${RUNNING}
  Call ${UN}Leave
FunctionEnd
!macroend
!insertmacro RUNNING_FUNCTIONS ""
!insertmacro RUNNING_FUNCTIONS "un."

; --- Installing ---

Function .onInit
  !if "${TARGET}" == "x86-unicode"
    ${IfNot} ${RunningX64}
      StrCpy $R0 old
    ${EndIf}
  !endif
  ${IfNot} ${AtLeastWin10}
    StrCpy $R0 old
  ${EndIf}
  ${If} $R0 == old
    MessageBox MB_OK|MB_ICONSTOP "${NAME} needs a 64-bit Windows 10 or newer." /SD IDOK
    SetErrorLevel ${UNSUPPORTED}
    Quit
  ${EndIf}
  System::Call 'kernel32::CreateMutexW(p 0, i 0, w "${ID}.setup") p .r1 ?e'
  Pop $R0
  ${If} $R0 = 183 ; ERROR_ALREADY_EXISTS
    MessageBox MB_OK|MB_ICONEXCLAMATION "The installer is running already." /SD IDOK
    SetErrorLevel ${RUNNING}
    Quit
  ${EndIf}
  ReadRegStr $OldFolder HKCU "${ENTRY}" "InstallLocation"
  ReadRegStr $R0 HKCU "${ENTRY}" "DisplayVersion"
  ${VersionCompare} "$R0" "${VERSION}" $R1
  ${If} $R0 != ""
  ${AndIf} $R1 = 1
    MessageBox MB_YESNO|MB_ICONQUESTION "Version $R0 is installed, which is newer. Go back to ${VERSION}?$\r$\n$\r$\nAn older version may not be able to open your library." /SD IDYES IDYES +3
    SetErrorLevel 1
    Quit
  ${EndIf}
FunctionEnd

; Ends the installer; what it had staged goes again.
Function Leave
  RMDir /r "$INSTDIR\${STAGING}"
  RMDir "$INSTDIR"
  Quit
FunctionEnd

Function .onInstFailed
  RMDir /r "$INSTDIR\${STAGING}"
  RMDir "$INSTDIR"
FunctionEnd

; Sets $Clash. A folder with our uninstaller is ours.
Function FindClash
  StrCpy $Clash ""
  ${IfNot} ${FileExists} "$INSTDIR\${UNINSTALLER}"
    !insertmacro FIND_CLASH
  ${EndIf}
FunctionEnd

Function AskForOtherFolder
  Call FindClash
  ${If} $Clash != ""
    MessageBox MB_OK|MB_ICONEXCLAMATION "In this folder there is something else that is called $Clash. Please choose another folder."
    Abort
  ${EndIf}
FunctionEnd

; $R4: a folder with an older (or the same, or a newer) version, whose own uninstaller knows what belongs to it.
Function RemoveVersion
  ${IfNot} ${FileExists} "$R4\${UNINSTALLER}"
    Return
  ${EndIf}
  ExecWait '"$R4\${UNINSTALLER}" /S /UPGRADE _?=$R4' $R5
  ; Whatever else may have ailed it, the new version mends.
  ${If} $R5 = ${RUNNING}
    MessageBox MB_OK|MB_ICONSTOP "${NAME} was opened in the meantime. Please close it and run the installer again." /SD IDOK
    SetErrorLevel ${RUNNING}
    Call Leave
  ${EndIf}
  ${If} $R4 != $INSTDIR
    Delete "$R4\${UNINSTALLER}"
    RMDir "$R4"
  ${EndIf}
FunctionEnd

; $R0: a file, relative to the folder. A virus scanner may hold a new file for a moment.
Function Place
  ${For} $R3 1 25
    Delete "$INSTDIR\$R0"
    ClearErrors
    Rename "$INSTDIR\${STAGING}\$R0" "$INSTDIR\$R0"
    ${IfNot} ${Errors}
      Return
    ${EndIf}
    Sleep 200
  ${Next}
  MessageBox MB_OK|MB_ICONSTOP "The file $INSTDIR\$R0 could not be written. Please run the installer again." /SD IDOK
  SetErrorLevel ${FAILED}
  Call Leave
FunctionEnd

; The old version stays whole until the new one lies beside it, complete.
Section
  Call FindClash
  ${If} $Clash != ""
    SetErrorLevel ${UNUSABLE}
    Quit
  ${EndIf}
  StrCpy $R2 $INSTDIR
  Call WaitUntilClosed
  ${If} $OldFolder != ""
    StrCpy $R2 $OldFolder
    Call WaitUntilClosed
  ${EndIf}
  SetOutPath "$PROFILE" ; the folder that shortcuts start in, and none of ours that we would hold open
  RMDir /r "$INSTDIR\${STAGING}"
  ClearErrors
  CreateDirectory "$INSTDIR\${STAGING}"
  ${If} ${Errors}
    MessageBox MB_OK|MB_ICONSTOP "The folder $INSTDIR cannot be written to." /SD IDOK
    SetErrorLevel ${UNUSABLE}
    Call Leave
  ${EndIf}
  !insertmacro STAGE
  WriteUninstaller "$INSTDIR\${STAGING}\${UNINSTALLER}"
  StrCpy $R4 $INSTDIR
  Call RemoveVersion
  ${If} $OldFolder != ""
  ${AndIf} $OldFolder != $INSTDIR
    StrCpy $R4 $OldFolder
    Call RemoveVersion
  ${EndIf}
  ; The uninstaller first: what comes of a power cut can be removed, or installed over.
  StrCpy $R0 "${UNINSTALLER}"
  Call Place
  Call WriteEntry
  !insertmacro PLACE
  RMDir /r "$INSTDIR\${STAGING}"
  Call OfferTypes
  CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${GUI}" "" "$INSTDIR\${GUI}" 0 SW_SHOWNORMAL "" "${SUMMARY}"
  ${If} ${FileExists} "$DESKTOP\${NAME}.lnk"
    Call PutOnDesktop
  ${EndIf}
  ${RefreshShellIcons}
SectionEnd

Function PutOnDesktop
  SetOutPath "$PROFILE"
  CreateShortCut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${GUI}" "" "$INSTDIR\${GUI}" 0 SW_SHOWNORMAL "" "${SUMMARY}"
FunctionEnd

Function WriteEntry
  WriteRegStr HKCU "${ENTRY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${ENTRY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${ENTRY}" "DisplayIcon" '"$INSTDIR\${GUI}",0'
  WriteRegStr HKCU "${ENTRY}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${ENTRY}" "Comments" "${SUMMARY}"
  WriteRegStr HKCU "${ENTRY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${ENTRY}" "UninstallString" '"$INSTDIR\${UNINSTALLER}"'
  WriteRegStr HKCU "${ENTRY}" "QuietUninstallString" '"$INSTDIR\${UNINSTALLER}" /S'
  WriteRegDWORD HKCU "${ENTRY}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${ENTRY}" "NoModify" 1
  WriteRegDWORD HKCU "${ENTRY}" "NoRepair" 1
FunctionEnd

; We stand in the list of "Open with" and among the default programs that a person may choose. What opens a file now goes on
; opening it: the unnamed value of an extension is never written.
Function OfferTypes
  WriteRegStr HKCU "${CLASSES}\${PROGID}" "" "Transcript"
  WriteRegStr HKCU "${CLASSES}\${PROGID}\DefaultIcon" "" '"$INSTDIR\${GUI}",0'
  WriteRegStr HKCU "${CLASSES}\${PROGID}\shell\open\command" "" '${OPEN}'
  WriteRegStr HKCU "${CLASSES}\Applications\${GUI}" "FriendlyAppName" "${NAME}"
  WriteRegStr HKCU "${CLASSES}\Applications\${GUI}\DefaultIcon" "" '"$INSTDIR\${GUI}",0'
  WriteRegStr HKCU "${CLASSES}\Applications\${GUI}\shell\open\command" "" '${OPEN}'
  WriteRegStr HKCU "${CAPABILITIES}" "ApplicationName" "${NAME}"
  WriteRegStr HKCU "${CAPABILITIES}" "ApplicationDescription" "${SUMMARY}"
  WriteRegStr HKCU "${CAPABILITIES}" "ApplicationIcon" '"$INSTDIR\${GUI}",0'
  WriteRegStr HKCU "Software\RegisteredApplications" "${NAME}" "${CAPABILITIES}"
  WriteRegStr HKCU "${CLASSES}\${SCHEME}" "" "URL:${NAME}"
  WriteRegStr HKCU "${CLASSES}\${SCHEME}" "URL Protocol" ""
  WriteRegStr HKCU "${CLASSES}\${SCHEME}\DefaultIcon" "" '"$INSTDIR\${GUI}",0'
  WriteRegStr HKCU "${CLASSES}\${SCHEME}\shell\open\command" "" '${OPEN}'
  !insertmacro OFFER_TYPES
FunctionEnd

; --- Removing ---

Function un.onInit
  StrCpy $Upgrading 0
  ClearErrors
  ${GetParameters} $R0
  ${GetOptions} "$R0" "/UPGRADE" $R1
  ${IfNot} ${Errors}
    StrCpy $Upgrading 1
  ${EndIf}
FunctionEnd

Function un.Leave
  Quit
FunctionEnd

; $R0: a file, relative to the folder.
Function un.Remove
  Delete "$INSTDIR\$R0"
  ${If} ${FileExists} "$INSTDIR\$R0"
    IntOp $Left $Left + 1
  ${EndIf}
FunctionEnd

Section "Uninstall"
  StrCpy $R2 $INSTDIR
  Call un.WaitUntilClosed
  SetOutPath "$PROFILE"
  StrCpy $Left 0
  !insertmacro REMOVE
  ${If} $Left <> 0
    MessageBox MB_OK|MB_ICONEXCLAMATION "$Left files in $INSTDIR are in use and could not be removed. Please try again later." /SD IDOK
    SetErrorLevel ${FAILED}
    Quit
  ${EndIf}
  Call un.WithdrawTypes
  ${If} $Upgrading = 0
    Delete "$SMPROGRAMS\${NAME}.lnk"
    Delete "$DESKTOP\${NAME}.lnk"
    DeleteRegKey HKCU "${ENTRY}"
    Delete "$INSTDIR\${UNINSTALLER}"
    RMDir "$INSTDIR"
    ${RefreshShellIcons}
  ${EndIf}
SectionEnd

Function un.WithdrawTypes
  !insertmacro WITHDRAW_TYPES
  DeleteRegKey HKCU "${CLASSES}\${PROGID}"
  DeleteRegKey HKCU "${CLASSES}\Applications\${GUI}"
  DeleteRegKey HKCU "${CLASSES}\${SCHEME}"
  DeleteRegKey HKCU "${CAPABILITIES}"
  DeleteRegKey /ifempty HKCU "Software\${NAME}"
  DeleteRegValue HKCU "Software\RegisteredApplications" "${NAME}"
FunctionEnd
