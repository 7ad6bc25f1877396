namespace JsHrss.OpenId.Ports;

/// <summary>A client's <c>client_id</c> (RFC 6749 §2.2), compared ordinally.</summary>
/// <param name="Value">1 to 128 printable ASCII characters.</param>
public readonly record struct ClientId(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>The host's own name of a person. Never sent: <see cref="ISubjectIdentifiers"/> turns it into <c>sub</c>.</summary>
/// <param name="Value">Opaque to the engine; at most 64 characters.</param>
public readonly record struct SubjectId(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>In which of several capacities a subject acts. Opaque to the engine; carried from authorization into every token of the grant.</summary>
/// <param name="Value">The host's word; at most 64 characters.</param>
public readonly record struct ContextId(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>The host's session of one browser. Never sent: clients see the <c>sid</c> of <see cref="ISubjectIdentifiers"/>.</summary>
/// <param name="Value">Time-ordered key, unique for ever.</param>
public readonly record struct SessionId(Guid Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString("N");
}

/// <summary>One authorization given to one client: what its codes, refresh tokens and access tokens hang on.</summary>
/// <param name="Value">Time-ordered key, unique for ever.</param>
public readonly record struct GrantId(Guid Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString("N");
}
