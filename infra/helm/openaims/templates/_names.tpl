{{- define "openaims.labels" -}}
app.kubernetes.io/name: openaims
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .part }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
{{- end }}

{{- define "openaims.selector" -}}
app.kubernetes.io/name: openaims
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .part }}
{{- end }}

{{- define "openaims.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{/* Everything about a pod that is the same for api, worker and migration. */}}
{{- define "openaims.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .Values.image.pullSecrets }}
imagePullSecrets: {{ toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile: { type: RuntimeDefault }
volumes:
  - name: keys
    secret: { secretName: {{ .Values.secrets.keys }}, defaultMode: 0440 }
  - name: temporary
    emptyDir: { sizeLimit: 1Gi }
  - name: files
    {{- if .Values.files.existingClaim }}
    persistentVolumeClaim: { claimName: {{ .Values.files.existingClaim }} }
    {{- else }}
    emptyDir: {}
    {{- end }}
{{- end }}

{{/* The same for their one container. */}}
{{- define "openaims.container" -}}
image: {{ include "openaims.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
env:
  - { name: AIMS__ENVIRONMENT, value: production }
  - { name: AIMS__PUBLIC_URL, value: {{ printf "https://%s" .Values.host | quote }} }
  - { name: AIMS__API__LISTEN, value: "0.0.0.0:8080" }
  - { name: AIMS__API__TRUST_PROXY, value: "true" }
  - { name: AIMS__MAIL__DELIVERY, value: smtp }
  - { name: AIMS__LINK_KEY_FILE, value: /run/aims/keys/link.key }
  - { name: AIMS__KEYS__FILE, value: /run/aims/keys/master.key }
  {{- range $name, $value := .Values.settings }}
  {{- if $value }}
  - { name: {{ $name }}, value: {{ $value | quote }} }
  {{- end }}
  {{- end }}
volumeMounts:
  - { name: keys, mountPath: /run/aims/keys, readOnly: true }
  - { name: temporary, mountPath: /tmp }
  - { name: files, mountPath: /var/lib/aims/files }
{{- end }}
