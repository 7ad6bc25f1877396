namespace JsHrss.OpenId.Ports;

/// <summary>The instant from which on grants and tokens count, for all clients together; a single client may have a later one of its own (<see cref="Client.NotBefore"/>).</summary>
/// <remarks>Raised after a compromise, and after a backup was restored that may hold what was revoked since (cases RT-12, PI-13).</remarks>
public interface INotBefore
{
    /// <summary>UTC, a whole second; null: no bound. Read at every judgement, so it must not wait.</summary>
    DateTimeOffset? Global { get; }
}
