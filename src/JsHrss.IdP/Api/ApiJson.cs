using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace JsHrss.IdP.Api;

/// <summary>Shape of every refusal of an API (RFC 6750 §3, RFC 9470 §3).</summary>
internal sealed record ApiProblem(
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("error_description")] string? ErrorDescription);

[JsonSerializable(typeof(Me))]
[JsonSerializable(typeof(ImmutableArray<MyUnit>))]
[JsonSerializable(typeof(ApiProblem))]
[JsonSerializable(typeof(ScanBody))]
[JsonSerializable(typeof(ConfirmBody))]
[JsonSerializable(typeof(DenyBody))]
[JsonSerializable(typeof(AppRequest))]
[JsonSerializable(typeof(ImmutableArray<AppRequest>))]
[JsonSerializable(typeof(ImmutableArray<AppMembership>))]
[JsonSerializable(typeof(MembershipPasswordBody))]
[JsonSerializable(typeof(AppKeyState))]
[JsonSerializable(typeof(AppProblem))]
[JsonSerializable(typeof(AppFaceNotice))]
[JsonSerializable(typeof(AppFaceCheck))]
[JsonSerializable(typeof(FaceWishBody))]
[JsonSerializable(typeof(FaceResultBody))]
[JsonSerializable(typeof(EnrolBody))]
internal sealed partial class ApiJson : JsonSerializerContext;
