using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.FaceChecks;

/// <summary>A passed check that a flow consumes: part of that flow's own change, so that both happen or neither (cases QR-15, AS-11).</summary>
/// <remarks>The store spends it by one conditional statement: passed, in time, of this flow and this person, and, where a key is named, delivered with that key. Nothing else of the change is written when it meets no row.</remarks>
/// <param name="Id">Which.</param>
/// <param name="Flow">The flow that consumes.</param>
/// <param name="Person">Whose account.</param>
/// <param name="Thumbprint">The app's key it must have come with; null: any channel.</param>
/// <param name="At">UTC.</param>
public sealed record SpentFaceCheck(FaceCheckId Id, FaceFlow Flow, PersonId Person, string? Thumbprint, DateTimeOffset At);
